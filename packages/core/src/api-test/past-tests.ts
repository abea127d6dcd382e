import * as v from "valibot";
import { modelNameSchema } from "../models/model-name.ts";
import { count, flag, type DataOf } from "../shared/described.ts";
import type { Position } from "../shared/message.ts";
import type { TestStep } from "./api-test.ts";

/** How a test ended. */
const pastTestSchema = v.object({
  /** Sequence number of its last step. */
  seq: count,
  atMs: count,
  isFine: flag,
  /** How long the model took to answer; absent if it has not answered, or if none was asked. */
  answeredMs: v.exactOptional(count),
  /** How much of that Ollama took to load the model; absent if it has not said it. */
  loadMs: v.exactOptional(count),
  /** The model that answered; absent also in what older versions have stored. */
  model: v.exactOptional(modelNameSchema),
});

/** The last tests of a host, the oldest one first. */
export const pastTestsSchema = v.array(pastTestSchema);
export type PastTests = DataOf<typeof pastTestsSchema>;

const MOST = 20;

/** A test ends with its first step that fails, or with the answer. It follows from that step alone, whatever was forgotten. */
export function withEndOfTest(
  past: PastTests | undefined,
  step: TestStep,
  { atMs, seq }: Position,
): PastTests | undefined {
  const isFine = step.outcome !== "failed";
  if (isFine && step.step !== "answer") return past;
  const answered = step.step === "answer" && step.outcome === "passed" && figuresOf(step);
  return [...(past ?? []), { seq, atMs, isFine, ...answered }].slice(-MOST);
}

const figuresOf = ({
  tookMs,
  model,
  answer: { loadMs },
}: Extract<TestStep, { readonly answer: unknown }>) => ({
  answeredMs: tookMs,
  model,
  ...(loadMs !== undefined && { loadMs }),
});
