import type { WindowProcess } from "./window-process.ts";

/** When a window was the leader, as it has said itself. */
export type Reign = {
  readonly window: string;
  readonly fromNs: bigint;
  readonly toNs: bigint;
  /** Whether it ended because the window was killed. */
  readonly isKilled: boolean;
};

const NEVER = 2n ** 62n;

/** All reigns, in order. One that was killed was the leader at the latest until the signal was sent. */
export function reignsOf(windows: readonly WindowProcess[]): readonly Reign[] {
  return windows
    .flatMap(({ name, said, killedAtNs }) => {
      const changes = said
        .filter(([what]) => what === "leader")
        .map(([, how, ns = "0"]) => ({ how, ns: BigInt(ns) }));
      return changes.flatMap(({ how, ns }, index): readonly Reign[] => {
        if (how !== "on") return [];
        const given = changes[index + 1]?.ns;
        return [
          {
            window: name,
            fromNs: ns,
            toNs: given ?? killedAtNs ?? NEVER,
            isKilled: given === undefined && killedAtNs !== undefined,
          },
        ];
      });
    })
    .toSorted((a, b) => (a.fromNs < b.fromNs ? -1 : 1));
}

/** Where one began before the one before had ended. */
export const overlapsOf = (reigns: readonly Reign[]): readonly string[] =>
  reigns.flatMap((reign, index) => {
    const before = reigns[index - 1];
    return before && reign.fromNs < before.toNs
      ? [`${reign.window} was the leader ${before.toNs - reign.fromNs} ns before ${before.window} had ended`]
      : [];
  });

/** How long after the deaths of these leaders there was another, in milliseconds. */
export const vacanciesMsOf = (
  reigns: readonly Reign[],
  died: (window: string) => boolean,
): readonly number[] =>
  reigns.flatMap(({ window, isKilled, toNs }, index) => {
    const next = reigns[index + 1];
    return isKilled && next && died(window) ? [Number(next.fromNs - toNs) / 1e6] : [];
  });
