import { wait, type Clock } from "../clock.ts";
import { toNanoseconds } from "./go-time.ts";

/** The tokens of a response, and the reason why it ends. */
export type Completion = { readonly tokens: readonly string[]; readonly doneReason: "stop" | "length" };

/** Makes up a response of at most this many tokens. */
export function createCompletion(maxTokens: number | undefined): Completion {
  const tokens = SENTENCE.match(/\s*\S+/g) ?? [];
  const isCut = maxTokens !== undefined && maxTokens < tokens.length;
  return { tokens: isCut ? tokens.slice(0, maxTokens) : tokens, doneReason: isCut ? "length" : "stop" };
}

/** Emits one token after another, until the client disconnects. */
export async function streamTokens(
  completion: Completion,
  {
    clock,
    tokenMs,
    signal,
  }: { readonly clock: Clock; readonly tokenMs: number; readonly signal: AbortSignal },
  onToken: (token: string) => void,
): Promise<void> {
  for (const token of completion.tokens) {
    await wait(clock, tokenMs, signal);
    if (signal.aborted) return;
    onToken(token);
  }
}

/** The counts and durations in the last line of a response. */
export function toMetrics({
  prompt,
  completion,
  loadMs,
  totalMs,
}: {
  readonly prompt: string;
  readonly completion: Completion;
  readonly loadMs: number;
  readonly totalMs: number;
}): Metrics {
  return {
    total_duration: toNanoseconds(totalMs + 1),
    load_duration: toNanoseconds(loadMs + 0.5),
    prompt_eval_count: Math.max(1, countTokens(prompt)),
    prompt_eval_duration: toNanoseconds(0.4),
    eval_count: completion.tokens.length,
    eval_duration: toNanoseconds(Math.max(0.1, totalMs - loadMs)),
  };
}

/** The `context` that generate returns: numbers without meaning to the client. */
export function toContext(prompt: string, completion: Completion): readonly number[] {
  return Array.from(
    { length: countTokens(prompt) + completion.tokens.length },
    (_, index) => (index * 37) % 257,
  );
}

/** Estimates the number of tokens in a text. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

type Metrics = {
  readonly total_duration: number;
  readonly load_duration: number;
  readonly prompt_eval_count: number;
  readonly prompt_eval_duration: number;
  readonly eval_count: number;
  readonly eval_duration: number;
};

const SENTENCE =
  "Hello! I am a simulated model. I weigh nothing, I know nothing, and every word of mine was written " +
  "beforehand by a person, but I say them one by one and at the pace that I was told.";
