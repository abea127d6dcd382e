/** Picks one of several options; each run of `exhaustively` picks differently. */
export type Choose = <Option>(options: readonly Option[]) => Option;

/**
 * Runs `run` once for every possible sequence of choices and returns the number of runs. `run` must depend only on its
 * choices. Throws if more than `most` runs are needed.
 */
export function exhaustively(run: (choose: Choose) => void, most = 20_000): number {
  let chosen: number[] = [];
  for (let times = 1; times <= most; times++) {
    const counts: number[] = [];
    run((options) => {
      const at = counts.length;
      counts.push(options.length);
      return options[(chosen[at] ??= 0)]!;
    });
    // The last choice that has another option left takes it; the choices after it start again.
    const last = counts.findLastIndex((count, at) => (chosen[at] ?? 0) + 1 < count);
    if (last < 0) return times;
    chosen = [...chosen.slice(0, last), (chosen[last] ?? 0) + 1];
  }
  throw new Error(`more than ${most} ways`);
}
