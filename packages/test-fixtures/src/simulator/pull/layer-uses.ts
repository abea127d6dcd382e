import type { Clock } from "../../clock.ts";

/** The time in which a pull downloaded a layer or waited for its download, by the clock of the simulator. */
export type LayerUse = {
  readonly pull: number;
  readonly model: string;
  readonly digest: string;
  readonly fromMs: number;
  /** `undefined` until it ends. */
  toMs: number | undefined;
};

/** Two pulls that used the same layer at the same time, which can crash Ollama. */
export type Overlap = { readonly digest: string; readonly first: LayerUse; readonly second: LayerUse };

/** Finds all pairs of pulls that overlapped on a layer. */
export function overlapsOf(layerUses: readonly LayerUse[]): readonly Overlap[] {
  return layerUses.flatMap((second, index) =>
    layerUses
      .slice(0, index)
      .filter((first) => first.digest === second.digest && first.pull !== second.pull)
      .filter((first) => first.toMs === undefined || first.toMs > second.fromMs)
      .map((first) => ({ digest: second.digest, first, second })),
  );
}

/** Keeps the uses of layers. `onLayerUse` is called when a use begins and when it ends. */
export type LayerUseLog = {
  readonly clock: Clock;
  readonly layerUses: LayerUse[];
  readonly onLayerUse: (use: LayerUse) => void;
};

/** Records the use of a layer for as long as the work takes. */
export async function trackLayerUse(
  digest: string,
  { pull, model }: Pick<LayerUse, "pull" | "model">,
  { clock, layerUses, onLayerUse }: LayerUseLog,
  work: () => Promise<void>,
): Promise<void> {
  const use: LayerUse = { pull, model, digest, fromMs: clock.now(), toMs: undefined };
  layerUses.push(use);
  onLayerUse(use);
  try {
    await work();
  } finally {
    use.toMs ??= clock.now();
    onLayerUse(use);
  }
}
