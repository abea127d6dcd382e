import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host } from "../testing/events.ts";
import { of, tap, throwError } from "rxjs";
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
import { fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { performOperation } from "./perform-operation.source.ts";

/** One way in which an operation can go: what was asked, and what was said of it in the end. */
type Way = {
  readonly model: Model | undefined;
  readonly asked: readonly Asked[];
  readonly said: readonly WithoutHost<OperationEvent>[];
};

const name = modelName("pony");
const FAILURES: readonly Failure[] = [{ kind: "busy" }, { kind: "no-such-model" }];
const { capabilities: _untold, ...untoldModel } = fakeModel("pony");
/** As the list has it: not at all, as an embedder, as one that talks, and without a word of what it can do. */
const MODELS = [
  undefined,
  fakeModel("pony", { capabilities: ["embedding"] }),
  fakeModel("pony"),
  untoldModel,
];
const DETAILS = [fakeDetails(), fakeDetails({ capabilities: ["embedding"] })];
const LOADED: LoadedModel = { name: modelName("PONY"), sizeBytes: 1, vramBytes: 0, expiresAtMs: 0 };

/** Every way in which an operation can go. Whichever it is, nothing goes on once nobody wants it any more. */
function waysOf(operation: Operation): readonly Way[] {
  const ways: Way[] = [];
  exhaustively((choose) => {
    const model = choose(MODELS);
    const requests = createChosenRequests(choose, FAILURES);
    const models: Models = {
      list: { models: model ? [model] : [], atMs: 0, seq: 1 },
      loaded: [],
      details: {},
    };
    const api = apiOn(requests);
    const said: WithoutHost<OperationEvent>[] = [];
    withDescriber(
      api,
      () => models,
      (describe) =>
        performOperation({ api, models: () => models, describe }, operation).pipe(
          tap((event) => said.push(event)),
        ),
    )
      .subscribe()
      .unsubscribe();
    expect(requests.open()).toBe(0);
    ways.push({ model, asked: requests.asked, said });
  });
  return ways;
}

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

const requestsOf = ({ asked }: Way): readonly string[] => asked.map(({ request }) => request);

describe.each<Operation>([
  { kind: "load", model: name },
  { kind: "unload", model: name },
  { kind: "delete", model: name },
  { kind: "copy", model: name, destination: modelName("foal") },
  { kind: "rename", model: name, destination: modelName("foal") },
])("in whatever way it goes to $kind a model", (operation) => {
  const ways = waysOf(operation);

  it("it ends once, and only where nothing is being waited for any more", () => {
    expect(ways.length).toBeGreaterThan(3);
    for (const { asked, said } of ways) {
      const isWaiting = asked.at(-1)?.outcome === "never";
      expect(said.length, JSON.stringify(asked)).toBe(isWaiting ? 0 : 1);
    }
  });

  it("it fails with the failure of the last thing that was asked, and asks no more", () => {
    for (const { asked, said } of ways) {
      const [end] = said;
      if (end?.type !== "operation.failed" || asked.length === 0) continue;
      expect(asked.at(-1)).toMatchObject({ outcome: "failed", failure: end.failure });
    }
  });

  it("it is completed where the last thing that was asked was answered", () => {
    for (const { asked, said } of ways)
      if (asked.at(-1)?.outcome === "answered")
        expect(said).toEqual([{ type: "operation.completed", operation }]);
  });

  it("it is going on until its end is emitted", () => {
    const requested: OperationEvent = { type: "operation.requested", operation, host };
    for (const { said } of ways) {
      const ongoing = [requested, ...said.map(atHost(host))].reduce(
        (all, event) => evolveOperations(all, event, 0),
        initialOperations,
      );
      expect(ongoing).toHaveLength(said.length === 0 ? 1 : 0);
    }
  });

  it.each([
    ["fails otherwise than by a port", () => throwError(() => new Error("boom"))],
    ["throws", () => thrown("boom")],
  ])("it has failed where what is asked %s", (_how, ask) => {
    const listed = { list: { models: [fakeModel("pony")], atMs: 0, seq: 1 }, loaded: [], details: {} };
    const api: Partial<OllamaApi> = {
      load: ask,
      unload: ask,
      copy: ask,
      delete: ask,
      listLoaded: () => of([]),
    };
    const said: WithoutHost<OperationEvent>[] = [];
    performOperation(
      { api: api as OllamaApi, models: () => listed, describe: () => of(fakeDetails()) },
      operation,
    ).subscribe((event) => said.push(event));
    const failure = { kind: "unexpected", detail: "boom" };
    expect(said).toEqual([{ type: "operation.failed", operation, failure }]);
  });
});

function thrown(message: string): never {
  throw new Error(message);
}

describe("loading", () => {
  it("asks nothing of a model that is not there, and says so", () => {
    for (const { asked, said, model } of waysOf({ kind: "load", model: name }))
      if (!model)
        expect({ asked, said }).toMatchObject({ asked: [], said: [{ failure: { kind: "no-such-model" } }] });
  });

  it("is done by the endpoint that fits the model, which is found out where the list does not tell", () => {
    for (const way of waysOf({ kind: "load", model: name })) {
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
  const ways = waysOf({ kind: "delete", model: name });

  it("unloads before it deletes what is in memory, and nothing else", () => {
    for (const way of ways) {
      const [ps] = way.asked;
      const isLoaded = ps?.outcome === "answered" && JSON.stringify(ps.answer) !== "[]";
      expect(requestsOf(way)[1]).toBe(isLoaded ? "unload" : ps?.outcome === "never" ? undefined : "delete");
    }
  });

  it("goes on though what is loaded is not known, or will not go", () => {
    for (const { asked, said } of ways)
      if (asked.every(({ outcome }) => outcome !== "never"))
        expect([asked.at(-1)?.request, said.length]).toEqual(["delete", 1]);
  });

  it("is done where the model is gone already", () => {
    for (const { asked, said } of ways) {
      const last = asked.at(-1);
      if (last?.request !== "delete" || last.outcome === "never") continue;
      const isGone = last.outcome === "answered" || last.failure.kind === "no-such-model";
      expect(said[0]?.type).toBe(isGone ? "operation.completed" : "operation.failed");
    }
  });
});
