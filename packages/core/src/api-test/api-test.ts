import { accept, refuse, type Decision } from "../shared/decision.ts";
import type { Failure } from "../shared/failure.ts";
import type { Place } from "../shared/message.ts";
import type { ModelName } from "../models/model-name.ts";

/** What *Test API* looks at, in this order. */
export type TestStepName = "reach" | "version" | "answer";

/** How one step went, and how long it took. */
export type TestStep =
  | { readonly step: "reach"; readonly outcome: "passed"; readonly tookMs: number }
  | {
      readonly step: "version";
      readonly outcome: "passed";
      readonly tookMs: number;
      readonly version: string;
    }
  | {
      readonly step: "answer";
      readonly outcome: "passed";
      readonly tookMs: number;
      readonly model: ModelName;
      readonly by: AnswerEndpoint;
      readonly answer: Answer;
    }
  | {
      readonly step: TestStepName;
      readonly outcome: "failed";
      readonly tookMs: number;
      readonly failure: Failure;
      readonly model?: ModelName;
    }
  | { readonly step: "answer"; readonly outcome: "skipped"; readonly why: "no-model" };

/** The endpoint that fits what a model can do. */
export type AnswerEndpoint = "/api/chat" | "/api/generate" | "/api/embed";

/** What a model made of a word or two: words of its own, or for an embedding model so many numbers. */
export type Answer =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "numbers"; readonly count: number };

/** The last test, or the one that is going on. */
export type ApiTest = {
  readonly origin: string;
  /** The model that was to be asked, where somebody chose one. */
  readonly model?: ModelName;
  readonly isRunning: boolean;
  readonly startedAtMs: number;
  readonly startedSeq: number;
  readonly steps: readonly TestStep[];
  /** Since when this is all, in the order of events. */
  readonly sinceSeq: number;
};

/** Asks for a test; without a model, the one that answers soonest is asked. */
export type ApiTestCommand = { readonly type: "service.test"; readonly model?: ModelName };

/** What happens to a test: it is asked for, goes step by step, and comes to its end. */
export type ApiTestEvent =
  | {
      readonly type: "test.requested";
      readonly model?: ModelName;
      /** The host that is tested (`originOf` its endpoint). */
      readonly origin: string;
    }
  | { readonly type: "test.stepped"; readonly step: TestStep }
  | { readonly type: "test.completed" };

/** The last test, once an event of it has been added. */
export function evolveApiTest(
  test: ApiTest | undefined,
  event: ApiTestEvent,
  { atMs, seq }: Place,
): ApiTest | undefined {
  switch (event.type) {
    case "test.requested":
      return {
        origin: event.origin,
        ...(event.model && { model: event.model }),
        isRunning: true,
        startedAtMs: atMs,
        startedSeq: seq,
        steps: [],
        sinceSeq: seq,
      };
    case "test.stepped":
      return test && { ...test, steps: [...test.steps, event.step], sinceSeq: seq };
    case "test.completed":
      return test && { ...test, isRunning: false, sinceSeq: seq };
  }
}

/** Whether a test asks this model, or has asked it. */
export const isTestOf = ({ model, steps }: ApiTest, name: ModelName): boolean =>
  model === name || steps.some((step) => "model" in step && step.model === name);

/** Whether nothing that was tried failed. */
export const hasPassed = ({ isRunning, steps }: ApiTest): boolean =>
  !isRunning && steps.length > 0 && steps.every(({ outcome }) => outcome !== "failed");

/** What becomes of a test that can go on no longer. */
export const withoutRunning = (test: ApiTest, sinceSeq: number): ApiTest =>
  test.isRunning ? { ...test, isRunning: false, sinceSeq } : test;

/** A test may always be asked for, a stopped service included: that is what it is to find out. */
export function decideApiTest(
  test: ApiTest | undefined,
  origin: string | undefined,
  { model }: ApiTestCommand,
): Decision<ApiTestEvent> {
  if (test?.isRunning) return refuse({ reason: "test-running" });
  if (origin === undefined) return refuse({ reason: "no-host" });
  return accept({ type: "test.requested", origin, ...(model && { model }) });
}
