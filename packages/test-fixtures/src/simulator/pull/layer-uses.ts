import type { Clock } from "../../clock.ts";

/** A pull that had to do with a layer that was not there yet: from when to when, on the clock of the simulator. */
export type Touch = {
  readonly pull: number;
  readonly model: string;
  readonly digest: string;
  readonly fromMs: number;
  /** Absent while it goes on. */
  toMs: number | undefined;
};

/** Two pulls that had to do with the same layer at the same time, which can bring an Ollama down. */
export type Overlap = { readonly digest: string; readonly first: Touch; readonly second: Touch };

/** Finds all pairs of pulls that overlapped on a layer. Pulls of one that died are over with it. */
export function overlapsOf(touches: readonly Touch[]): readonly Overlap[] {
  return touches.flatMap((second, index) =>
    touches
      .slice(0, index)
      .filter((first) => first.digest === second.digest && first.pull !== second.pull)
      .filter((first) => first.toMs === undefined || first.toMs > second.fromMs)
      .map((first) => ({ digest: second.digest, first, second })),
  );
}

/** Where touches are noted, and who hears of each when it begins and when it ends. */
export type Touching = {
  readonly clock: Clock;
  readonly touches: Touch[];
  readonly onTouch: (touch: Touch) => void;
};

/** Notes that a pull has to do with a layer, for as long as the work takes. */
export async function touching(
  digest: string,
  { pull, model }: Pick<Touch, "pull" | "model">,
  { clock, touches, onTouch }: Touching,
  work: () => Promise<void>,
): Promise<void> {
  const touch: Touch = { pull, model, digest, fromMs: clock.now(), toMs: undefined };
  touches.push(touch);
  onTouch(touch);
  try {
    await work();
  } finally {
    touch.toMs ??= clock.now();
    onTouch(touch);
  }
}
