import { digestOf } from "./layers.ts";
import type { ListEntry } from "./manifest-list.ts";
import { manifestTextOf, simulatedModel } from "./models.ts";
import type { Runner } from "./runner.ts";
import type { ModelTraits, SimulatedModel } from "./simulated-model.ts";

/** A name with one manifest for each runner. */
export type SimulatedList = {
  readonly name: string;
  /** Those that are here. Each has a runner. */
  readonly children: readonly SimulatedModel[];
  /** Those that the list only names. */
  readonly absent: readonly ListEntry[];
};

/** Makes a list of realistic models. */
export function simulatedList(
  name: string,
  children: Readonly<Partial<Record<Runner, ModelTraits>>>,
  absent: readonly ListEntry[] = [],
): SimulatedList {
  const made = (["ggml", "llamacpp", "mlx"] as const).flatMap((runner) => {
    const traits = children[runner];
    return traits === undefined ? [] : [simulatedModel(name, { runner, ...traits })];
  });
  return { name: made[0]?.name ?? name, children: made, absent };
}

/** The entry of a list for a model. */
export function toEntry({ digest, format, runner = "ggml" }: SimulatedModel): ListEntry {
  return { digest, runner, format };
}

/** The model as a child of a list: its manifest names its runner, and so has another digest. */
export function asChild(model: SimulatedModel, runner: Runner): SimulatedModel {
  if (model.runner === runner) return model;
  const child = { ...model, runner };
  return { ...child, digest: digestOf(manifestTextOf(child)).slice("sha256:".length) };
}
