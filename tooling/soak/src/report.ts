/** The result of a soak: figures by name, and problems. */
export type Report = {
  readonly figures: Readonly<Record<string, string | number>>;
  readonly wrong: readonly string[];
};

/** Combines several reports; the name of each is put before its figures and problems. */
export const inOne = (reports: Readonly<Record<string, Report>>): Report => ({
  figures: Object.fromEntries(
    Object.entries(reports).flatMap(([name, { figures }]) =>
      Object.entries(figures).map(([what, value]) => [`${name}: ${what}`, value]),
    ),
  ),
  wrong: Object.entries(reports).flatMap(([name, { wrong }]) => wrong.map((what) => `${name}: ${what}`)),
});

/** Describes a distribution of durations. */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
  return `median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)} ms (${sorted.length} times)`;
}

/** Counts equal items, and describes the counts. */
export function tally(things: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts].map(([thing, count]) => `${thing} ${count}`).join(", ");
}
