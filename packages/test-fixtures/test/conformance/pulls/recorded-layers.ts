import { registryModel, type RegistryModel, type SimulatedModel } from "../../../src/index.ts";
import { UNKNOWN_DIGEST } from "../../../src/registry/models.ts";
import { digestOf } from "../../../src/simulator/model/layers.ts";
import { LICENSE, TEMPLATE } from "../recorded-models.ts";

type Layer = SimulatedModel["layers"][number];

export type RecordedLayer = {
  readonly kind: Layer["kind"];
  /** The digest in the recordings. Weights and configs could not be reproduced, and have other digests here. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly text?: string;
};

/** The size of the largest weights. */
export const BIGGEST_BYTES = 314_572_800;

/** The layers of the recorded models, by their names without the registry. */
export const recordedLayers = {
  "stable/pony": [
    weights("851374472d26bad6496c8ae3e0c33e1281b663bc9243db5124c0787ee13f72df", 227_104),
    text("template", TEMPLATE),
    text("license", LICENSE),
    text("params", '{"stop":["user:","</s>"],"temperature":0.7}'),
    config("bb10fa2f380967f7b72d93b6e846ff96863ec15fa71158f1f8bab6d564ca58c5", 483),
  ],
  "stable/shire": [
    weights("c898cb4c1008bf73b2c0097c899ccc42121b327880d1f712ecdedd6f8cab4b3f", 50_939_008),
    text("template", TEMPLATE),
    text("license", LICENSE),
    text("system", "You are a calm horse."),
    text("params", '{"stop":["user:"]}'),
    config("8a4a6e15985c8b75f7736ca3198fc72301461fbb2fd6df65f231e144df09bd73", 556),
  ],
  "stable/shire:q": [
    weights("c898cb4c1008bf73b2c0097c899ccc42121b327880d1f712ecdedd6f8cab4b3f", 50_939_008),
    text("template", TEMPLATE),
    text("license", LICENSE),
    unknown("params", "dffd7a65382dada33d379c43edcbb0678d9f60b6906ad57dee0666a90f32fcfa", 33),
    config("4ccbe4ac8ce10934271c2876bc22d96ba2b7740051b76e4b045ece569af3c2f5", 482),
  ],
  "stable/foal": [
    weights("f807b15295a861bb02b24c37d4b054c755115635258ed1a72441cb18d621b227", 283_968),
    text("license", LICENSE),
    config("542d78facf869312f923d2b28ac37b9a3d447b753ff1732aece9c9a2883f93e8", 333),
  ],
  "stable/clydesdale": [
    weights("ef8256a9b95456b2f8677b7b4e3029f1a053787d3b9384341adbb535140ca2ca", BIGGEST_BYTES),
    text("template", TEMPLATE),
    text("license", LICENSE),
    config("472a4b8c4a9e2e34baf41d1a4daee8a4865e4719b39f9d8a7495a1bffa7c9455", 407),
  ],
  "stable/clydesdale:alias": [
    weights("ef8256a9b95456b2f8677b7b4e3029f1a053787d3b9384341adbb535140ca2ca", BIGGEST_BYTES),
    text("template", `${TEMPLATE} `),
    config("472a4b8c4a9e2e34baf41d1a4daee8a4865e4719b39f9d8a7495a1bffa7c9455", 407),
  ],
  // The bytes are those of pony, and do not match this digest.
  "stable/lame": [
    { kind: "model", digest: `sha256:${"ab".repeat(32)}`, sizeBytes: 227_104 },
    text("template", TEMPLATE),
    text("license", LICENSE),
    text("params", '{"stop":["user:","</s>"],"temperature":0.7}'),
    config("bb10fa2f380967f7b72d93b6e846ff96863ec15fa71158f1f8bab6d564ca58c5", 483),
  ],
} as const satisfies Readonly<Record<string, readonly RecordedLayer[]>>;

/** The digests of their manifests, which 0.40 stores as blobs. */
export const recordedManifests: Readonly<Record<string, string>> = {
  "stable/pony": "c4eaf1c9654a902111f1323a6fed79acccb09f02c6f4b1173f2eb6f5c9e39cfe",
  "stable/shire": "3621cca10d9744e49f1d195c26fa5f7f49b57f9bac78e0719dc1c384c8d45932",
  "stable/shire:q": "224ff84599d596855d50c6d51eca52a7ae2b8b5b17b3c7398007461dbe2e1e96",
  "stable/foal": "391a60f8c07ae705bfdf17f935d770331bee4f98b3460e0ed9a57d5f7e7db3b3",
};

export type RecordedName = keyof typeof recordedLayers;

/** The recorded models, for a registry. The size of the largest weights is divided by this factor. */
export function registryModels(shrinkFactor: number): readonly RegistryModel[] {
  return Object.entries(recordedLayers).map(([name, layers]) => {
    const { model } = registryModel(name);
    const seed = layers[0].sizeBytes === 227_104 ? "pony" : layers[0].digest;
    return {
      name,
      seed,
      model: { ...model, layers: layers.map((layer) => toLocalLayer(layer, shrinkFactor)) },
    };
  });
}

/** Keeps the recorded digest if the text is known or the digest is wrong on purpose. */
function toLocalLayer({ kind, digest, sizeBytes, text }: RecordedLayer, shrinkFactor: number): Layer {
  if (text !== undefined) return { kind, digest: digestOf(text), sizeBytes, text };
  if (kind === "model") {
    const isWrong = digest.startsWith("sha256:abab");
    const bytes = sizeBytes === BIGGEST_BYTES ? sizeBytes / shrinkFactor : sizeBytes;
    return { kind, digest: isWrong ? digest : UNKNOWN_DIGEST, sizeBytes: bytes };
  }
  const filler = `{"${"x".repeat(sizeBytes - 6)}":1}`;
  return { kind, digest: digestOf(filler), sizeBytes, text: filler };
}

function weights(hex: string, sizeBytes: number): RecordedLayer {
  return { kind: "model", digest: `sha256:${hex}`, sizeBytes };
}

function text(kind: Layer["kind"], content: string): RecordedLayer {
  return { kind, digest: digestOf(content), sizeBytes: Buffer.byteLength(content), text: content };
}

function config(hex: string, sizeBytes: number): RecordedLayer {
  return unknown("config", hex, sizeBytes);
}

function unknown(kind: Layer["kind"], hex: string, sizeBytes: number): RecordedLayer {
  return { kind, digest: `sha256:${hex}`, sizeBytes };
}
