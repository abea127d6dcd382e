import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host } from "../testing/events.ts";
import { of, Subject, tap, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import { isEmbedder } from "./answer-endpoint.ts";
import type { Failure } from "../shared/failure.ts";
import type { LoadedModel, Model, ModelDetails } from "./models-events.ts";
import type { Models } from "./models.ts";
import { evolveOperations, initialOperations, type Operation, type OperationEvent } from "./operations.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { withDescriber } from "./describe-models.source.ts";
import { createChosenRequests, type Asked, type ChosenRequests } from "../testing/chosen-requests.ts";
import { exhaustively } from "../testing/exhaustive.ts";
import { FakeClock, fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { performOperation } from "./perform-operation.source.ts";

/** One possible run of an operation: its requests and its events. */
type Run = {
  readonly model: Model | undefined;
  readonly asked: readonly Asked[];
  readonly events: readonly WithoutHost<OperationEvent>[];
};

const name = modelName("pony");
const FAILURES: readonly Failure[] = [{ kind: "busy" }, { kind: "no-such-model" }];
const { capabilities: _omitted, ...modelWithoutCapabilities } = fakeModel("pony");
/** The model in the list: missing, an embedder, a text model, and without capabilities. */
const MODELS = [
  undefined,
  fakeModel("pony", { capabilities: ["embedding"] }),
  fakeModel("pony"),
  modelWithoutCapabilities,
];
const DETAILS = [fakeDetails(), fakeDetails({ capabilities: ["embedding"] })];
const LOADED: LoadedModel = { name: modelName("PONY"), sizeBytes: 1, vramBytes: 0, expiresAtMs: 0 };

/** All possible runs of an operation. Asserts that unsubscribing leaves no request open. */
function runsOf(operation: Operation): readonly Run[] {
  const runs: Run[] = [];
  exhaustively((choose) => {
    const model = choose(MODELS);
    const requests = createChosenRequests(choose, FAILURES);
    const models: Models = {
      list: { models: model ? [model] : [], atMs: 0, seq: 1 },
      loaded: [],
      details: {},
    };
    const api = apiOn(requests);
    const events: WithoutHost<OperationEvent>[] = [];
    withDescriber(
      api,
      () => models,
      (describe) =>
        performOperation({ ...ports, api, models: () => models, describe }, operation).pipe(
          tap((event) => events.push(event)),
        ),
    )
      .subscribe()
      .unsubscribe();
    expect(requests.open()).toBe(0);
    runs.push({ model, asked: requests.asked, events });
  });
  return runs;
}

const clock = new FakeClock();
const owner = { conversions: () => Promise.resolve([]) };
const ports = { owner, clock, loadSettings: () => ({}) };

function apiOn({ send }: ChosenRequests): OllamaApi {
  const api: Partial<OllamaApi> = {
    show: () => send("show", DETAILS),
    load: (_name, by) => send(`load by ${by}`, [undefined]),
    unload: () => send("unload", [undefined]),
    copy: (source, destination) => send(`copy ${source} to ${destination}`, [undefined]),
    delete: () => send("delete", [undefined]),
    listLoaded: () => send("ps", [[], [LOADED]]),
  };
  return api as OllamaApi;
}

const requestsOf = ({ asked }: Run): readonly string[] => asked.map(({ request }) => request);

describe.each<Operation>([
  { kind: "load", model: name },
  { kind: "keep", model: name, keep: "1h" },
  { kind: "unload", model: name },
  { kind: "delete", model: name },
  { kind: "copy", model: name, destination: modelName("foal") },
  { kind: "rename", model: name, destination: modelName("foal") },
])("every run of $kind", (operation) => {
  const runs = runsOf(operation);

  it("ends once, and only if no request is pending", () => {
    expect(runs.length).toBeGreaterThan(3);
    for (const { asked, events } of runs) {
      const isWaiting = asked.at(-1)?.outcome === "never";
      expect(events.length, JSON.stringify(asked)).toBe(isWaiting ? 0 : 1);
    }
  });

  it("fails with the failure of the last request, and sends no more", () => {
    for (const { asked, events } of runs) {
      const [end] = events;
      if (end?.type !== "operation.failed" || asked.length === 0) continue;
      const { failure } = end;
      // Only a model that was deleted while it was loaded can be unloaded, but not found.
      const told = failure.kind === "deleted-but-loaded" ? { kind: "no-such-model" } : failure;
      expect(asked.at(-1)).toMatchObject({ outcome: "failed", failure: told });
      expect(failure.kind === "no-such-model").toBe(
        operation.kind !== "unload" && told.kind === "no-such-model",
      );
    }
  });

  it("is completed if the last request was answered", () => {
    for (const { asked, events } of runs)
      if (asked.at(-1)?.outcome === "answered")
        expect(events).toEqual([{ type: "operation.completed", operation }]);
  });

  it("is ongoing until its end is emitted", () => {
    const requested: OperationEvent = { type: "operation.requested", operation, host };
    for (const { events } of runs) {
      const ongoing = [requested, ...events.map(atHost(host))].reduce(
        (all, event) => evolveOperations(all, event, 0),
        initialOperations,
      );
      expect(ongoing).toHaveLength(events.length === 0 ? 1 : 0);
    }
  });

  it.each([
    ["fails with an unexpected error", () => throwError(() => new Error("boom"))],
    ["throws", () => thrown("boom")],
  ])("has failed if a request %s", (_how, ask) => {
    const listed = { list: { models: [fakeModel("pony")], atMs: 0, seq: 1 }, loaded: [], details: {} };
    const api: Partial<OllamaApi> = {
      load: ask,
      unload: ask,
      copy: ask,
      delete: ask,
      listLoaded: () => of([]),
    };
    const events: WithoutHost<OperationEvent>[] = [];
    performOperation(
      { ...ports, api: api as OllamaApi, models: () => listed, describe: () => of(fakeDetails()) },
      operation,
    ).subscribe((event) => events.push(event));
    const failure = { kind: "unexpected", detail: "boom" };
    expect(events).toEqual([{ type: "operation.failed", operation, failure }]);
  });
});

function thrown(message: string): never {
  throw new Error(message);
}

describe("loading", () => {
  it("says that the model is converted first, once its log says so, until it is loaded", async () => {
    const loaded$ = new Subject<void>();
    const time = new FakeClock();
    let converting: readonly string[] = ["another:latest"];
    const listed = { list: { models: [fakeModel("pony")], atMs: 0, seq: 1 }, loaded: [], details: {} };
    const api: Partial<OllamaApi> = { load: () => loaded$ };
    const operation = { kind: "load", model: name } as const;
    const events: string[] = [];
    performOperation(
      {
        api: api as OllamaApi,
        owner: { conversions: () => Promise.resolve(converting) },
        clock: time,
        models: () => listed,
        describe: () => of(fakeDetails()),
        loadSettings: () => ({}),
      },
      operation,
    ).subscribe(({ type }) => events.push(type));
    await time.pass(6_000);
    expect(events).toEqual([]);
    converting = ["pony:latest"];
    await time.pass(20 * 60_000);
    expect(events).toEqual(["operation.converting"]);
    loaded$.complete();
    await time.pass(60_000);
    expect(events).toEqual(["operation.converting", "operation.completed"]);
  });

  it("fails for a missing model without a request", () => {
    for (const { asked, events, model } of runsOf({ kind: "load", model: name }))
      if (!model)
        expect({ asked, events }).toMatchObject({
          asked: [],
          events: [{ failure: { kind: "no-such-model" } }],
        });
  });

  it("uses the endpoint that fits the model, and reads the details if the list has no capabilities", () => {
    for (const way of runsOf({ kind: "load", model: name })) {
      const { model, asked } = way;
      const shown = asked.find(({ request }) => request === "show");
      expect(shown !== undefined).toBe(model !== undefined && model.capabilities === undefined);
      if (!model || (shown && shown.outcome !== "answered")) continue;
      const details = shown?.answer as ModelDetails | undefined;
      const by = isEmbedder(model, details) ? "/api/embed" : "/api/generate";
      expect(requestsOf(way).at(-1)).toBe(`load by ${by}`);
    }
  });
});

describe("deleting", () => {
  const runs = runsOf({ kind: "delete", model: name });

  it("unloads the model first if it is loaded, and nothing else", () => {
    for (const way of runs) {
      const [ps] = way.asked;
      const isLoaded = ps?.outcome === "answered" && JSON.stringify(ps.answer) !== "[]";
      expect(requestsOf(way)[1]).toBe(isLoaded ? "unload" : ps?.outcome === "never" ? undefined : "delete");
    }
  });

  it("continues if the loaded models are unknown, or unloading fails", () => {
    for (const { asked, events } of runs)
      if (asked.every(({ outcome }) => outcome !== "never"))
        expect([asked.at(-1)?.request, events.length]).toEqual(["delete", 1]);
  });

  it("is done if the model is already gone", () => {
    for (const { asked, events } of runs) {
      const last = asked.at(-1);
      if (last?.request !== "delete" || last.outcome === "never") continue;
      const isGone = last.outcome === "answered" || last.failure.kind === "no-such-model";
      expect(events[0]?.type).toBe(isGone ? "operation.completed" : "operation.failed");
    }
  });
});
