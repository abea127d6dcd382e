import type { AccessLine } from "./access-line.ts";

/** A request that this window has sent to an Ollama. */
export type AskedRequest = {
  /** The model that it names, if it names one. */
  readonly model?: string;
  readonly sentAtMs: number;
};

/** The last ones of a method and a path, the oldest first. */
export type AskedOf = (method: string, path: string) => readonly AskedRequest[];

export const nothingAsked: AskedOf = () => [];

/** A request is on its way for a moment. */
const TOLERANCE_MS = 500;
/** A log has whole seconds. */
const SECOND_MS = 1_000;

/** Finds the request of this window that a line is about, each once: a line begins at `fromMs` or up to a second later. */
export function createFindAsked(askedOf: AskedOf) {
  const found = new Set<AskedRequest>();
  return ({ method, path }: AccessLine, fromMs: number): AskedRequest | undefined => {
    const sent = askedOf(method, path).find(
      (one) =>
        one.sentAtMs >= fromMs - TOLERANCE_MS &&
        one.sentAtMs <= fromMs + SECOND_MS + TOLERANCE_MS &&
        !found.has(one),
    );
    if (sent) found.add(sent);
    return sent;
  };
}
