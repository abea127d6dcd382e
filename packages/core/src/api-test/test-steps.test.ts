import { atHost, type WithoutHost } from "../hosts/host.ts";
import { host } from "../testing/events.ts";
import { NEVER, of, tap } from "rxjs";
import { describe, expect, it } from "vitest";
import { answerEndpointOf } from "../models/answer-endpoint.ts";
import { evolveApiTest, hasPassed, type ApiTest, type ApiTestEvent, type TestStep } from "./api-test.ts";
import type { Failure } from "../shared/failure.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";
import type { Models } from "../models/models.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { withDescriber } from "../models/describe-models.source.ts";
import { createChosenRequests, type Asked, type ChosenRequests } from "../testing/chosen-requests.ts";
import { exhaustively } from "../testing/exhaustive.ts";
import { FakeClock, fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { takeTestSteps } from "./test-steps.source.ts";

/** One possible run of a test: its requests and its events. */
type Run = { readonly asked: readonly Asked[]; readonly events: readonly WithoutHost<ApiTestEvent>[] };

const pony = modelName("pony");
const TALKER = fakeModel("pony");
const EMBEDDER = fakeModel("foal", { capabilities: ["embedding"] });
const LISTS: readonly (readonly Model[])[] = [[], [EMBEDDER], [EMBEDDER, TALKER]];
const DETAILS: readonly ModelDetails[] = [fakeDetails(), fakeDetails({ template: "{{ .Prompt }}" })];
const loadSettings = () => ({});
const FAILURES: readonly Failure[] = [{ kind: "busy" }];

/** All possible runs of a test. Asserts that unsubscribing leaves no request open. */
function runsOf(model?: typeof pony): readonly Run[] {
  const runs: Run[] = [];
  exhaustively((choose) => {
    const requests = createChosenRequests(choose, FAILURES);
    const api = apiOn(requests);
    const models = (): Models => ({ loaded: [], details: {} });
    const clock = new FakeClock();
    const probe = { hold: () => requests.send("connect", ["open" as const]) };
    const events: WithoutHost<ApiTestEvent>[] = [];
    withDescriber(api, models, (describe) =>
      takeTestSteps({ api, probe, clock, models, describe, loadSettings }, model).pipe(
        tap((event) => events.push(event)),
      ),
    )
      .subscribe()
      .unsubscribe();
    expect(requests.open()).toBe(0);
    runs.push({ asked: requests.asked, events });
  });
  return runs;
}

function apiOn({ send }: ChosenRequests): OllamaApi {
  const api: Partial<OllamaApi> = {
    version: () => send("version", [{ version: "0.33.0" }]),
    list: () => send("list", LISTS),
    show: () => send("show", DETAILS),
    ask: (model, by) => send(`ask ${model} by ${by}`, [{ kind: "words", text: "Hello." } as const]),
  };
  return api as OllamaApi;
}

/** The test as the events add up. */
const testAfter = ({ events }: Run): ApiTest | undefined =>
  [{ type: "test.requested", host } as const, ...events.map(atHost(host))].reduce<ApiTest | undefined>(
    (before, event) => evolveApiTest(before, event, { seq: 1, atMs: 1 }),
    undefined,
  );

const stepsOf = ({ events }: Run): readonly TestStep[] =>
  events.flatMap((event) => (event.type === "test.stepped" ? [event.step] : []));

describe.each([
  ["the quickest model", undefined],
  ["a certain model", pony],
])("every run of a test that asks %s", (_which, model) => {
  const runs = runsOf(model);

  it("emits its end once and last, and not while a step is pending", () => {
    expect(runs.length).toBeGreaterThan(10);
    for (const { asked, events } of runs) {
      const ends = events.filter(({ type }) => type === "test.completed");
      expect(ends.length, JSON.stringify(asked)).toBe(asked.at(-1)?.outcome === "never" ? 0 : 1);
      if (ends.length > 0) expect(events.at(-1)).toEqual({ type: "test.completed" });
    }
  });

  it("is running until its end is emitted, and then has all its steps", () => {
    for (const run of runs) {
      const test = testAfter(run);
      const hasEnded = run.events.at(-1)?.type === "test.completed";
      expect(test, JSON.stringify(run)).toMatchObject({ isRunning: !hasEnded, steps: stepsOf(run) });
    }
  });

  it("emits its steps in order, each once", () => {
    for (const run of runs)
      expect(["reach", "version", "answer"].slice(0, stepsOf(run).length)).toEqual(
        stepsOf(run).map(({ step }) => step),
      );
  });

  it("ends at its first failure, which it carries, and sends no more requests", () => {
    for (const run of runs) {
      const at = stepsOf(run).findIndex(({ outcome }) => outcome === "failed");
      const failed = run.asked.findIndex(({ outcome }) => outcome === "failed");
      if (failed >= 0) expect([at, failed]).toEqual([stepsOf(run).length - 1, run.asked.length - 1]);
      if (failed >= 0) expect(stepsOf(run)[at]).toMatchObject({ failure: FAILURES[0] });
    }
  });

  it("has passed if every step ran and none failed", () => {
    for (const run of runs) {
      const isGood = run.events.length === 4 && stepsOf(run).every(({ outcome }) => outcome !== "failed");
      expect(hasPassed(testAfter(run)!), JSON.stringify(run)).toBe(isGood);
    }
  });
});

describe("the model that is asked", () => {
  it("is the quickest one, at the endpoint that fits it", () => {
    for (const { asked } of runsOf()) {
      const [list, show] = [
        asked.find(({ request }) => request === "list"),
        asked.find(({ request }) => request === "show"),
      ];
      if (list?.outcome !== "answered" || show?.outcome !== "answered") continue;
      const model = (list.answer as readonly Model[]).find(({ name }) => name === pony) ?? EMBEDDER;
      const by = answerEndpointOf(model, show.answer as ModelDetails);
      expect(asked.at(-1)?.request).toBe(`ask ${model.name} by ${by}`);
    }
  });

  it("is skipped without failure if there is no model", () => {
    for (const { asked, events } of runsOf()) {
      const list = asked.find(({ request }) => request === "list");
      if (list?.outcome === "answered" && list.answer === LISTS[0])
        expect(events.at(-2)).toEqual({
          type: "test.stepped",
          step: { step: "answer", outcome: "skipped", why: "no-model" },
        });
    }
  });

  it("is not asked if it only decides, which is no failure", () => {
    const decider = fakeModel("judge", { capabilities: ["decision"] });
    const asked: string[] = [];
    const api: Partial<OllamaApi> = {
      version: () => of({ version: "0.35.0" }),
      list: () => of([decider]),
      show: () => of(fakeDetails({ capabilities: ["decision"] })),
      ask: (name) => {
        asked.push(name);
        return NEVER;
      },
    };
    const events: WithoutHost<ApiTestEvent>[] = [];
    takeTestSteps(
      {
        api: api as OllamaApi,
        probe: { hold: () => of("open" as const) },
        clock: new FakeClock(),
        models: () => ({ loaded: [], details: {} }),
        loadSettings,
        describe: () => of(fakeDetails({ capabilities: ["decision"] })),
      },
      decider.name,
    ).subscribe((event) => events.push(event));
    expect(asked).toEqual([]);
    const step = { step: "answer", outcome: "skipped", why: "only-decides", model: decider.name };
    expect(events.slice(-2)).toEqual([{ type: "test.stepped", step }, { type: "test.completed" }]);
  });

  it("is not replaced by another if the requested one is missing", () => {
    for (const run of runsOf(pony)) {
      const list = run.asked.find(({ request }) => request === "list");
      if (list?.outcome !== "answered" || list.answer === LISTS[2]) continue;
      expect(stepsOf(run).at(-1)).toMatchObject({ outcome: "failed", failure: { kind: "no-such-model" } });
      expect(run.asked.at(-1)).toBe(list);
    }
  });
});

describe("a step that throws", () => {
  it.each(["reach", "version", "answer"])("fails, and ends the test: %s", (broken) => {
    const breakAt = (step: string): void => {
      if (step === broken) throw new Error("boom");
    };
    const api: Partial<OllamaApi> = {
      version() {
        breakAt("version");
        return of({ version: "0.33.0" });
      },
      list() {
        breakAt("answer");
        return of([]);
      },
    };
    const probe = {
      hold() {
        breakAt("reach");
        return of("open" as const);
      },
    };
    const events: WithoutHost<ApiTestEvent>[] = [];
    takeTestSteps(
      {
        api: api as OllamaApi,
        probe,
        clock: new FakeClock(),
        models: () => ({ loaded: [], details: {} }),
        loadSettings,
        describe: () => NEVER,
      },
      undefined,
    ).subscribe((event) => events.push(event));
    const failure = { kind: "unexpected", detail: "boom" };
    expect(events.slice(-2)).toEqual([
      { type: "test.stepped", step: { step: broken, outcome: "failed", tookMs: 0, failure } },
      { type: "test.completed" },
    ]);
  });
});
