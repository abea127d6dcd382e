import { recordedStream, registryModel, type RegistryModel, type SimulatedModel } from "../../src/index.ts";
import { isObject } from "../../src/json.ts";
import { pony, shire } from "./herd.ts";

type Layer = SimulatedModel["layers"][number];

/** Models with the digests that the recordings tell, for pulls that need not fetch what is already there. */
export function recordedHerd(): readonly RegistryModel[] {
  const [weights] = recordedLayers("pull-uptodate");
  return [
    published(pony("stable/pony"), recordedLayers("pull-tiny-again")),
    published(shire("stable/shire"), recordedLayers("pull-uptodate")),
    // It shares the model layer with `shire`, and nothing else that is big.
    registryModel("stable/shire:q", weights === undefined ? {} : { weights }),
  ];
}

/** A model whose big layer is corrupt and whose small ones are there already. */
export function lameHerd(): readonly RegistryModel[] {
  const { model, ...lame } = registryModel("stable/lame", { isCorrupt: true, downloadBytes: 227_104 });
  const layers = [...model.layers.slice(0, 1), ...recordedLayers("pull-wrong-digest")];
  return [{ ...lame, model: { ...model, layers } }];
}

/** Models whose digests are what their bytes hash to, to be fetched for real. */
export function freshHerd(): readonly RegistryModel[] {
  return [
    registryModel("stable/pony", { downloadBytes: 200_000, license: "MIT" }),
    registryModel("stable/shire", { downloadBytes: 2_000_000, license: "MIT" }),
    registryModel("stable/foal", { downloadBytes: 20_000 }),
    registryModel("stable/clydesdale"),
  ];
}

/** The layers that a recorded pull told of. */
export function recordedLayers(name: string): readonly Layer[] {
  const lines = recordedStream("0.33.0-rc2", name).lines.map(({ line }) => line);
  const told = lines.flatMap((line) => {
    const { digest, total } = isObject(line) ? line : {};
    return typeof digest === "string" && typeof total === "number" ? [{ digest, sizeBytes: total }] : [];
  });
  return told.map((layer, index) => ({ kind: kindAt(index, told.length), ...layer }));
}

function published(model: SimulatedModel, layers: readonly Layer[]): RegistryModel {
  return { name: model.name, model: { ...model, layers }, seed: model.name };
}

function kindAt(index: number, count: number): Layer["kind"] {
  if (index === 0) return "model";
  return index === count - 1 ? "config" : "params";
}
