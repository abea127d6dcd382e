/** What a model had in memory. */
export type MemoryShare = {
  readonly model: string;
  readonly bytes: number;
  /** The part of it on the GPU; some servers do not say it. */
  readonly gpuBytes?: number;
  readonly expiresAtMs?: number;
  /** Whether it is known to answer, or to embed. */
  readonly use?: "answer" | "embedding";
};

/** What was in memory from a moment on; not known while no view was open. */
export type MemoryStep = {
  readonly number: number;
  readonly atMs: number;
  readonly shares: readonly MemoryShare[] | "unknown";
};

/** The steps that this window has seen, the oldest first. */
export type MemoryHistory = readonly MemoryStep[];

export const noHistory: MemoryHistory = [];

const MOST_STEPS = 400;
export const HISTORY_MS = 3 * 3_600_000;

/** The history after one more look; the same one if nothing has changed. */
export function withShares(
  history: MemoryHistory,
  shares: MemoryStep["shares"],
  atMs: number,
): MemoryHistory {
  const last = history.at(-1);
  if (last ? isSame(last.shares, shares) : shares === "unknown") return history;
  const step = { number: (last?.number ?? -1) + 1, atMs, shares };
  // The last step before the time that is shown says what was so at its beginning.
  const isOld = history.map((_, index) => (history[index + 1]?.atMs ?? atMs) < atMs - HISTORY_MS);
  return [...history.filter((_, index) => !isOld[index]), step].slice(-MOST_STEPS);
}

const isSame = (a: MemoryStep["shares"], b: MemoryStep["shares"]): boolean =>
  a === "unknown" || b === "unknown"
    ? a === b
    : a.length === b.length &&
      a.every((one, index) => {
        const other = b[index];
        return one.model === other?.model && one.bytes === other.bytes && one.gpuBytes === other.gpuBytes;
      });

/** All models that were in memory, in the order in which they came; then others. */
export const modelsIn = (history: MemoryHistory, others: readonly string[] = []): readonly string[] => [
  ...new Set([
    ...history.flatMap(({ shares }) => (shares === "unknown" ? [] : shares.map(({ model }) => model))),
    ...others,
  ]),
];

export type MemoryChange = {
  readonly kind: "loaded" | "unloaded" | "evicted";
  readonly model: string;
  readonly atMs: number;
};

/** A list of loaded models is read four times a minute. */
const SOON_MS = 20_000;

/** What was loaded and unloaded; a model that left before its time while another one came was evicted. */
export function changesIn(history: MemoryHistory): readonly MemoryChange[] {
  return history.flatMap((step, index): readonly MemoryChange[] => {
    const before = history[index - 1]?.shares;
    if (before === undefined || before === "unknown" || step.shares === "unknown") return [];
    const { atMs, shares } = step;
    const came = shares.filter(({ model }) => !names(before).has(model));
    const gone = before.filter(({ model }) => !names(shares).has(model));
    const next = history[index + 1];
    const comesSoon =
      next !== undefined &&
      next.shares !== "unknown" &&
      next.atMs - atMs < SOON_MS &&
      next.shares.some(({ model }) => !names(shares).has(model) && !names(gone).has(model));
    const isForOther = came.length > 0 || comesSoon;
    return [
      ...gone.map(({ model, expiresAtMs }): MemoryChange => ({
        kind: isForOther && (expiresAtMs ?? 0) > atMs ? "evicted" : "unloaded",
        model,
        atMs,
      })),
      ...came.map(({ model }): MemoryChange => ({ kind: "loaded", model, atMs })),
    ];
  });
}

const names = (shares: readonly MemoryShare[]): ReadonlySet<string> =>
  new Set(shares.map(({ model }) => model));
