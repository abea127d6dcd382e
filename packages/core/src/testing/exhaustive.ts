/** Picks one of several; which, is tried out one after the other. */
export type Choose = <Option>(options: readonly Option[]) => Option;

/**
 * Runs something in every way in which it can go: as often as there are sequences of choices in it. What it does must
 * depend on nothing but its choices. Throws where there are more than `most`; returns how many there were.
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
    // The last choice that has another option left takes it; those after it begin anew.
    const last = counts.findLastIndex((count, at) => (chosen[at] ?? 0) + 1 < count);
    if (last < 0) return times;
    chosen = [...chosen.slice(0, last), (chosen[last] ?? 0) + 1];
  }
  throw new Error(`more than ${most} ways`);
}
