import type { ListEntry, ModelTraits, SimulatedList, SimulatedModel } from "../../src/index.ts";
import { pony, RECORDED_REGISTRY, TEMPLATE } from "./recorded-models.ts";

const ARABIAN = `${RECORDED_REGISTRY}/arabian`;

/** The weights of the child for `llamacpp` of the recorded lists. They are those of `pony` in older recordings. */
const GGML_WEIGHTS = {
  digest: "sha256:9f8b97506fccb2cd3610998641423a31e33b2d9a12e9619237d427412d980ce3",
  sizeBytes: 227_104,
};

const ggml = (name: string): SimulatedModel =>
  pony(name, {
    weights: GGML_WEIGHTS,
    digest: "c1a89e2001ab5d699cdc6fcbffb1900efa4200f7a24ee96e58bff0ecdbe3a709",
    runner: "ggml",
  });

const llamacpp = (name: string, traits: ModelTraits = {}): SimulatedModel =>
  pony(name, {
    digest: "2a31360200036f84725ae54745e36834b4a232ad02b492448c0c952dd04c0cc5",
    runner: "llamacpp",
    ...traits,
  });

/** The child for `llamacpp` in the newer list, which was also pulled by its own tag. */
const newer = (name: string): SimulatedModel =>
  llamacpp(name, {
    digest: "7100374dcbc107ed5629b610964b76a8c33454bd9768c6b46f0053f147cfe424",
    sizeBytes: 231_426,
    template: `${TEMPLATE}\n{{/* newer */}}`,
    parameters: { stop: ["user:", "</s>"], temperature: 0.5 },
  });

const mlx = (name: string): SimulatedModel =>
  pony(name, {
    digest: "26624b18d92e4015dbf7a69c0661627c21a9e25e1169f7b60b8bc86c67ed2070",
    sizeBytes: 120_451,
    format: "safetensors",
    quantization: "BF16",
    runner: "mlx",
  });

const entryOf = ({ digest, format, runner = "ggml" }: SimulatedModel): ListEntry => ({
  digest,
  format,
  runner,
});

function list(
  name: string,
  children: readonly SimulatedModel[],
  absent: readonly SimulatedModel[] = [],
): SimulatedList {
  return { name, children, absent: absent.map(entryOf) };
}

/** `arabian` as it was pulled: of three children, one is here. */
export const one = list(`${ARABIAN}:latest`, [llamacpp(ARABIAN)], [ggml(ARABIAN), mlx(ARABIAN)]);

/** After a pull with `runner`: two of them. */
export const two = list(`${ARABIAN}:latest`, [ggml(ARABIAN), llamacpp(ARABIAN)], [mlx(ARABIAN)]);

/** A copy of it. */
export const copied: SimulatedList = { ...two, name: "arab:latest" };

/** `pony`, pulled again, and the child of the newer list. */
export const parts: readonly SimulatedModel[] = [
  pony(`${RECORDED_REGISTRY}/pony`, {
    weights: GGML_WEIGHTS,
    digest: "dbb609bb3086b0d06dca33b861982858c00bebf1a3c78ca95f95b1030822c634",
  }),
  newer(`${ARABIAN}:latest-llamacpp`),
];

export const onlyGgml = list(`${RECORDED_REGISTRY}/onlyggml:latest`, [ggml("onlyggml")]);

/** A list that was made of the two. */
export const herd = list("herd:latest", [ggml("herd"), newer("herd")]);

const at = (second: number): ModelTraits => ({ modifiedAtMs: Date.UTC(2026, 10, 28, 16, 23, second) });

/** A list with the time of its file. */
function timed(of: SimulatedList, second: number): SimulatedList {
  return { ...of, children: of.children.map((child) => ({ ...child, ...at(second) })) };
}

const calmArab = llamacpp("calm-arab", {
  digest: "423aeb1b6edc961e7090bd91d07ed43f845a63b0f661b1a4680343875b7a4a1a",
  sizeBytes: 231_504,
  parameterSize: "109K",
  parentModel: "arab:latest",
  runner: "ggml",
  ...at(32),
});

const brabant = llamacpp("brabant", {
  digest: "745b7a47ea14f38e6a78f1e6715445db6856c5b587cb7611564809cb77ab6c75",
  sizeBytes: 122_680_124,
  weights: {
    digest: "sha256:34533083ebe0ba4a9e04e4f2748883e6c538d20b0fbb9f11f8ca7c043b8d1768",
    sizeBytes: 122_675_936,
  },
  parameterSize: "60M",
  contextLength: 16_384,
  embeddingLength: 640,
});

/** After the list has changed in the registry and was pulled again. The copy keeps the older child. */
export const afterNewer: readonly (SimulatedModel | SimulatedList)[] = [
  timed(list(`${ARABIAN}:latest`, [ggml(ARABIAN), newer(ARABIAN)], [mlx(ARABIAN)]), 33),
  calmArab,
  timed(copied, 30),
];

/** Before a child was deleted by its digest. */
export const manyLists: readonly (SimulatedModel | SimulatedList)[] = [
  ...afterNewer.slice(1),
  timed(list(`${ARABIAN}:latest`, [ggml(ARABIAN), newer(ARABIAN)], [mlx(ARABIAN)]), 32),
  ...parts.map((model) => ({ ...model, ...at(32) })),
  timed(list(`${RECORDED_REGISTRY}/lonely:latest`, [mlx("lonely")]), 32),
  timed(onlyGgml, 32),
  timed(list(`${RECORDED_REGISTRY}/brabant:latest`, [brabant]), 38),
  timed(herd, 44),
  timed({ ...herd, name: `${RECORDED_REGISTRY}/herd:latest` }, 44),
];
