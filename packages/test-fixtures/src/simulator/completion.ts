import { wait, type Clock } from "../clock.ts";
import { toNanoseconds } from "./go-time.ts";

/** What a model says, and why it stops. */
export type Speech = { readonly tokens: readonly string[]; readonly doneReason: "stop" | "length" };

/** Makes up what a model says; it never says more than it is allowed to. */
export function createSpeech(mostTokens: number | undefined): Speech {
  const tokens = SENTENCE.match(/\s*\S+/g) ?? [];
  const isCut = mostTokens !== undefined && mostTokens < tokens.length;
  return { tokens: isCut ? tokens.slice(0, mostTokens) : tokens, doneReason: isCut ? "length" : "stop" };
}

/** Says token after token, and falls silent when the listener has gone. */
export async function say(
  speech: Speech,
  { clock, tokenMs, gone }: { readonly clock: Clock; readonly tokenMs: number; readonly gone: AbortSignal },
  onToken: (token: string) => void,
): Promise<void> {
  for (const token of speech.tokens) {
    await wait(clock, tokenMs, gone);
    if (gone.aborted) return;
    onToken(token);
  }
}

/** The counts and durations with which an answer ends. */
export function toFigures(prompt: string, speech: Speech, loadMs: number, totalMs: number): Figures {
  return {
    total_duration: toNanoseconds(totalMs + 1),
    load_duration: toNanoseconds(loadMs + 0.5),
    prompt_eval_count: Math.max(1, countTokens(prompt)),
    prompt_eval_duration: toNanoseconds(0.4),
    eval_count: speech.tokens.length,
    eval_duration: toNanoseconds(Math.max(0.1, totalMs - loadMs)),
  };
}

/** The context that generate gives back: numbers that mean nothing to anybody else. */
export function toContext(prompt: string, speech: Speech): readonly number[] {
  return Array.from({ length: countTokens(prompt) + speech.tokens.length }, (_, index) => (index * 37) % 257);
}

/** How many tokens a text has, roughly. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

type Figures = {
  readonly total_duration: number;
  readonly load_duration: number;
  readonly prompt_eval_count: number;
  readonly prompt_eval_duration: number;
  readonly eval_count: number;
  readonly eval_duration: number;
};

const SENTENCE =
  "Hello! I am a simulated model. I weigh nothing, I know nothing, and every word of mine was written " +
  "beforehand by somebody else, but I say them one by one and at the pace that I was told.";
