import type { MemoryHistory, MemoryStep } from "./memory-history.ts";
import type { ServedRequest } from "./served-request.ts";

/** The list of loaded models is read at most this long after a request has loaded one. */
const READ_WITHIN_MS = 20_000;

/** The only model that was in memory for what a request asks; `undefined` if there were several, or none is known. */
export function likelyModel(
  history: MemoryHistory,
  { kind, status, fromMs, untilMs }: Pick<ServedRequest, "kind" | "status" | "fromMs" | "untilMs">,
): string | undefined {
  if (kind === "other" || status !== 200) return undefined;
  const then = history.filter(
    ({ atMs }, index) =>
      atMs <= untilMs + READ_WITHIN_MS && (history[index + 1]?.atMs ?? Number.POSITIVE_INFINITY) >= fromMs,
  );
  const candidates = new Set<string>();
  for (const { shares } of then) {
    if (shares === "unknown") continue;
    for (const { model, use } of shares) if (use === undefined || use === kind) candidates.add(model);
  }
  const [only] = candidates;
  return candidates.size === 1 ? only : undefined;
}

/** The number of the step that decides what is likely for requests that ended by then; -1 before there is one. */
export const decidingStep = (history: MemoryHistory, untilMs: number): number =>
  history.find(({ atMs }: MemoryStep) => atMs > untilMs + READ_WITHIN_MS)?.number ?? -1 - history.length;
