import * as v from "valibot";
import { hostIdSchema as host, type HostId, type WithoutHost } from "../hosts/host.ts";
import { modelNameSchema, type ModelName } from "../models/model-name.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { count, fact, flag, kind, text, type DataOf, type EventOf } from "../shared/described.ts";
import { failureSchema } from "../shared/failure.ts";
import type { Position } from "../shared/message.ts";

/** The steps of *Test API*, in order. */
const stepNameSchema = v.picklist(["reach", "version", "answer"]);
export type TestStepName = DataOf<typeof stepNameSchema>;

/** The endpoint that fits a model's capabilities. */
const answerEndpointSchema = v.picklist(["/api/chat", "/api/generate", "/api/embed"]);
export type AnswerEndpoint = DataOf<typeof answerEndpointSchema>;

/** How long Ollama took to load the model before it answered, in milliseconds; next to nothing if it was loaded. */
const loadMs = v.exactOptional(count);

/** A model's answer: a text, or the number of dimensions of an embedding. */
const answerSchema = v.variant("kind", [kind("words", { text, loadMs }), kind("numbers", { count, loadMs })]);
export type Answer = DataOf<typeof answerSchema>;

const passed = v.literal("passed");

/** The result of one step. */
const testStepSchema = v.union([
  v.object({ step: v.literal("reach"), outcome: passed, tookMs: count }),
  v.object({ step: v.literal("version"), outcome: passed, tookMs: count, version: text }),
  v.object({
    step: v.literal("answer"),
    outcome: passed,
    tookMs: count,
    model: modelNameSchema,
    by: answerEndpointSchema,
    answer: answerSchema,
  }),
  v.object({
    step: stepNameSchema,
    outcome: v.literal("failed"),
    tookMs: count,
    failure: failureSchema,
    model: v.exactOptional(modelNameSchema),
  }),
  v.object({ step: v.literal("answer"), outcome: v.literal("skipped"), why: v.literal("no-model") }),
  /** The model answers neither in words nor by an embedding. */
  v.object({
    step: v.literal("answer"),
    outcome: v.literal("skipped"),
    why: v.literal("only-decides"),
    model: modelNameSchema,
  }),
]);
export type TestStep = DataOf<typeof testStepSchema>;

/** The last or running test of a host. */
export const apiTestSchema = v.object({
  /** The model to ask, if one was chosen. */
  model: v.exactOptional(modelNameSchema),
  isRunning: flag,
  startedAtMs: count,
  startedSeq: count,
  steps: v.array(testStepSchema),
  /** Sequence number of the last change of the test. */
  sinceSeq: count,
});
export type ApiTest = DataOf<typeof apiTestSchema>;

/** Requests a test; without a model, `quickestModel` is asked. */
export type ApiTestCommand = {
  readonly type: "service.test";
  readonly host: HostId;
  readonly model?: ModelName;
};

export const API_TEST_EVENTS = [
  fact("test.requested", { host, model: v.exactOptional(modelNameSchema) }),
  fact("test.stepped", { host, step: testStepSchema }),
  fact("test.completed", { host }),
] as const;
export type ApiTestEvent = EventOf<typeof API_TEST_EVENTS>;

export function evolveApiTest(
  test: ApiTest | undefined,
  event: ApiTestEvent,
  { atMs, seq }: Position,
): ApiTest | undefined {
  switch (event.type) {
    case "test.requested":
      return {
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

/** Whether a test asks this model. */
export const isTestOf = ({ model, steps }: ApiTest, name: ModelName): boolean =>
  model === name || steps.some((step) => "model" in step && step.model === name);

/** Whether no step failed. */
export const hasPassed = ({ isRunning, steps }: ApiTest): boolean =>
  !isRunning && steps.length > 0 && steps.every(({ outcome }) => outcome !== "failed");

/** Whether a model has answered with nothing: it works, but a person should know. */
export const isEmptyAnswer = (answer: Answer): boolean =>
  answer.kind === "words" ? answer.text.trim() === "" : answer.count === 0;

/** Ends a test that cannot continue. */
export const withoutRunning = (test: ApiTest, sinceSeq: number): ApiTest =>
  test.isRunning ? { ...test, isRunning: false, sinceSeq } : test;

/** A test is always accepted, even while the service is stopped: it is meant to find that out. */
export function decideApiTest(
  test: ApiTest | undefined,
  hasEndpoint: boolean,
  { model }: ApiTestCommand,
): Decision<WithoutHost<ApiTestEvent>> {
  if (test?.isRunning) return refuse({ reason: "test-running" });
  if (!hasEndpoint) return refuse({ reason: "no-host" });
  return accept({ type: "test.requested", ...(model && { model }) });
}
