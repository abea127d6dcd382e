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

/** One way in which a test can go: what was asked, and what was said of it. */
type Way = { readonly asked: readonly Asked[]; readonly said: readonly WithoutHost<ApiTestEvent>[] };

const pony = modelName("pony");
const TALKER = fakeModel("pony");
const EMBEDDER = fakeModel("foal", { capabilities: ["embedding"] });
const LISTS: readonly (readonly Model[])[] = [[], [EMBEDDER], [EMBEDDER, TALKER]];
const DETAILS: readonly ModelDetails[] = [fakeDetails(), fakeDetails({ template: "{{ .Prompt }}" })];
const FAILURES: readonly Failure[] = [{ kind: "busy" }];

/** Every way in which a test can go. Whichever it is, nothing goes on once nobody wants it any more. */
function waysOf(model?: typeof pony): readonly Way[] {
  const ways: Way[] = [];
  exhaustively((choose) => {
    const requests = createChosenRequests(choose, FAILURES);
    const api = apiOn(requests);
    const models = (): Models => ({ loaded: [], details: {} });
    const clock = new FakeClock();
    const probe = { hold: () => requests.send("connect", ["open" as const]) };
    const said: WithoutHost<ApiTestEvent>[] = [];
    withDescriber(api, models, (describe) =>
      takeTestSteps({ api, probe, clock, models, describe }, model).pipe(tap((event) => said.push(event))),
    )
      .subscribe()
      .unsubscribe();
    expect(requests.open()).toBe(0);
    ways.push({ asked: requests.asked, said });
  });
  return ways;
}

function apiOn({ send }: ChosenRequests): OllamaApi {
  const api: Partial<OllamaApi> = {
    version: () => send("version", ["0.33.0"]),
    list: () => send("list", LISTS),
    show: () => send("show", DETAILS),
    ask: (model, by) => send(`ask ${model} by ${by}`, [{ kind: "words", text: "Hello." } as const]),
  };
  return api as OllamaApi;
}

/** What the log makes of a test. */
const testAfter = ({ said }: Way): ApiTest | undefined =>
  [{ type: "test.requested", host } as const, ...said.map(atHost(host))].reduce<ApiTest | undefined>(
    (before, event) => evolveApiTest(before, event, { seq: 1, atMs: 1 }),
    undefined,
  );

const stepsOf = ({ said }: Way): readonly TestStep[] =>
  said.flatMap((event) => (event.type === "test.stepped" ? [event.step] : []));

describe.each([
  ["the quickest model", undefined],
  ["a certain model", pony],
])("in whatever way a test that asks %s goes", (_which, model) => {
  const ways = waysOf(model);

  it("it emits its end once and last, and not while a step still waits", () => {
    expect(ways.length).toBeGreaterThan(10);
    for (const { asked, said } of ways) {
      const ends = said.filter(({ type }) => type === "test.completed");
      expect(ends.length, JSON.stringify(asked)).toBe(asked.at(-1)?.outcome === "never" ? 0 : 1);
      if (ends.length > 0) expect(said.at(-1)).toEqual({ type: "test.completed" });
    }
  });

  it("it runs until its end is emitted, and then has all the steps that were taken", () => {
    for (const way of ways) {
      const test = testAfter(way);
      const hasEnded = way.said.at(-1)?.type === "test.completed";
      expect(test, JSON.stringify(way)).toMatchObject({ isRunning: !hasEnded, steps: stepsOf(way) });
    }
  });

  it("its steps come in their order, each once", () => {
    for (const way of ways)
      expect(["reach", "version", "answer"].slice(0, stepsOf(way).length)).toEqual(
        stepsOf(way).map(({ step }) => step),
      );
  });

  it("it ends at its first failure, which it carries, and asks nothing more", () => {
    for (const way of ways) {
      const at = stepsOf(way).findIndex(({ outcome }) => outcome === "failed");
      const failed = way.asked.findIndex(({ outcome }) => outcome === "failed");
      if (failed >= 0) expect([at, failed]).toEqual([stepsOf(way).length - 1, way.asked.length - 1]);
      if (failed >= 0) expect(stepsOf(way)[at]).toMatchObject({ failure: FAILURES[0] });
    }
  });

  it("it has passed where every step was taken, and nothing failed", () => {
    for (const way of ways) {
      const isGood = way.said.length === 4 && stepsOf(way).every(({ outcome }) => outcome !== "failed");
      expect(hasPassed(testAfter(way)!), JSON.stringify(way)).toBe(isGood);
    }
  });
});

describe("the model that is asked", () => {
  it("is the one that answers soonest, by the endpoint that fits it", () => {
    for (const { asked } of waysOf()) {
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

  it("is nobody where there is no model, which is no failure", () => {
    for (const { asked, said } of waysOf()) {
      const list = asked.find(({ request }) => request === "list");
      if (list?.outcome === "answered" && list.answer === LISTS[0])
        expect(said.at(-2)).toEqual({
          type: "test.stepped",
          step: { step: "answer", outcome: "skipped", why: "no-model" },
        });
    }
  });

  it("is not replaced by another where a certain one is wanted, and is not there", () => {
    for (const way of waysOf(pony)) {
      const list = way.asked.find(({ request }) => request === "list");
      if (list?.outcome !== "answered" || list.answer === LISTS[2]) continue;
      expect(stepsOf(way).at(-1)).toMatchObject({ outcome: "failed", failure: { kind: "no-such-model" } });
      expect(way.asked.at(-1)).toBe(list);
    }
  });
});

describe("a step that breaks", () => {
  it.each(["reach", "version", "answer"])("has failed, and ends the test: %s", (broken) => {
    const breakAt = (step: string): void => {
      if (step === broken) throw new Error("boom");
    };
    const api: Partial<OllamaApi> = {
      version() {
        breakAt("version");
        return of("0.33.0");
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
    const said: WithoutHost<ApiTestEvent>[] = [];
    takeTestSteps(
      {
        api: api as OllamaApi,
        probe,
        clock: new FakeClock(),
        models: () => ({ loaded: [], details: {} }),
        describe: () => NEVER,
      },
      undefined,
    ).subscribe((event) => said.push(event));
    const failure = { kind: "unexpected", detail: "boom" };
    expect(said.slice(-2)).toEqual([
      { type: "test.stepped", step: { step: broken, outcome: "failed", tookMs: 0, failure } },
      { type: "test.completed" },
    ]);
  });
});
