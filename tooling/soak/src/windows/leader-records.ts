import type { WindowProcess } from "./window-process.ts";

/** A time during which a window was the leader, from its own output. */
export type LeaderTerm = {
  readonly window: string;
  readonly fromNs: bigint;
  readonly toNs: bigint;
  /** Whether it ended because the window was killed. */
  readonly isKilled: boolean;
};

const NEVER = 2n ** 62n;

/** All terms, in order. The term of a killed window ends at the latest when the signal was sent. */
export function leaderTermsOf(windows: readonly WindowProcess[]): readonly LeaderTerm[] {
  return windows
    .flatMap(({ name, lines, killedAtNs }) => {
      const changes = lines
        .filter(([what]) => what === "leader")
        .map(([, how, ns = "0"]) => ({ how, ns: BigInt(ns) }));
      return changes.flatMap(({ how, ns }, index): readonly LeaderTerm[] => {
        if (how !== "on") return [];
        const releasedNs = changes[index + 1]?.ns;
        return [
          {
            window: name,
            fromNs: ns,
            toNs: releasedNs ?? killedAtNs ?? NEVER,
            isKilled: releasedNs === undefined && killedAtNs !== undefined,
          },
        ];
      });
    })
    .toSorted((a, b) => (a.fromNs < b.fromNs ? -1 : 1));
}

/** Describes each term that began before the previous one had ended. */
export const overlapsOf = (terms: readonly LeaderTerm[]): readonly string[] =>
  terms.flatMap((term, index) => {
    const before = terms[index - 1];
    return before && term.fromNs < before.toNs
      ? [
          `${term.window} became the leader ${before.toNs - term.fromNs} ns before ${before.window} had stopped`,
        ]
      : [];
  });

/** The milliseconds without a leader after each of these leaders was killed. */
export const gapsMsOf = (
  terms: readonly LeaderTerm[],
  died: (window: string) => boolean,
): readonly number[] =>
  terms.flatMap(({ window, isKilled, toNs }, index) => {
    const next = terms[index + 1];
    return isKilled && next && died(window) ? [Number(next.fromNs - toNs) / 1e6] : [];
  });
