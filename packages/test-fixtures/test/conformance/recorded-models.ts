import { simulatedModel, type ModelTraits, type SimulatedModel } from "../../src/index.ts";

/** The registry from which the recorded models were pulled. */
export const RECORDED_REGISTRY = "127.0.0.1:5501/stable";

export const LICENSE = `MIT License\n\n${"Permission is hereby granted, free of charge, to any person. ".repeat(60)}`;
export const TEMPLATE =
  "{{ if .System }}{{ .System }}\n{{ end }}{{ range .Messages }}{{ .Role }}: {{ .Content }}\n{{ end }}assistant:";

const LLAMA = {
  family: "llama",
  quantization: "F16",
  template: TEMPLATE,
  license: LICENSE,
  vocabularySize: 274,
  extraInfo: { "general.description": "random weights, for tests", "general.license": "mit" },
} satisfies ModelTraits;

/** The small model of the recordings. */
export function pony(name = "pony", traits: ModelTraits = {}): SimulatedModel {
  return simulatedModel(name, {
    ...LLAMA,
    weights: {
      digest: "sha256:851374472d26bad6496c8ae3e0c33e1281b663bc9243db5124c0787ee13f72df",
      sizeBytes: 227_104,
    },
    digest: "c4eaf1c9654a902111f1323a6fed79acccb09f02c6f4b1173f2eb6f5c9e39cfe",
    sizeBytes: 231_410,
    parameterCount: 109_120,
    parameterSize: "150K",
    contextLength: 2048,
    embeddingLength: 64,
    blockCount: 2,
    headCount: 4,
    headCountKv: 2,
    feedForwardLength: 128,
    parameters: { stop: ["user:", "</s>"], temperature: 0.7 },
    ...traits,
  });
}

/** The medium model of the recordings, which has a system text. */
export function shire(name = "me/shire:28m", traits: ModelTraits = {}): SimulatedModel {
  return simulatedModel(name, {
    ...LLAMA,
    weights: {
      digest: "sha256:c898cb4c1008bf73b2c0097c899ccc42121b327880d1f712ecdedd6f8cab4b3f",
      sizeBytes: 50_939_008,
    },
    digest: "3621cca10d9744e49f1d195c26fa5f7f49b57f9bac78e0719dc1c384c8d45932",
    sizeBytes: 50_943_383,
    parameterCount: 25_455_104,
    parameterSize: "28M",
    contextLength: 8192,
    embeddingLength: 512,
    blockCount: 8,
    headCount: 8,
    headCountKv: 4,
    feedForwardLength: 1536,
    system: "You are a calm horse.",
    parameters: { stop: ["user:"] },
    ...traits,
  });
}

/** The embedding model of the recordings. */
export function foal(name = "foal:tiny", traits: ModelTraits = {}): SimulatedModel {
  return simulatedModel(name, {
    family: "bert",
    quantization: "F16",
    capabilities: ["embedding"],
    license: LICENSE,
    weights: {
      digest: "sha256:f807b15295a861bb02b24c37d4b054c755115635258ed1a72441cb18d621b227",
      sizeBytes: 283_968,
    },
    digest: "391a60f8c07ae705bfdf17f935d770331bee4f98b3460e0ed9a57d5f7e7db3b3",
    sizeBytes: 287_974,
    parameterCount: 105_408,
    parameterSize: "100K",
    contextLength: 512,
    embeddingLength: 64,
    blockCount: 2,
    headCount: 4,
    headCountKv: 4,
    feedForwardLength: 128,
    vocabularySize: 85,
    ...traits,
  });
}

/** The models that are installed in most recordings, oldest first. */
export function recordedModels(): readonly SimulatedModel[] {
  const at = (second: number): ModelTraits => ({ modifiedAtMs: Date.UTC(2026, 10, 23, 5, 54, second) });
  return [
    pony(`${RECORDED_REGISTRY}/pony`, at(14)),
    shire(`${RECORDED_REGISTRY}/shire`, at(15)),
    foal(`${RECORDED_REGISTRY}/foal`, at(16)),
    shire(`${RECORDED_REGISTRY}/shire:q`, {
      ...at(17),
      digest: "224ff84599d596855d50c6d51eca52a7ae2b8b5b17b3c7398007461dbe2e1e96",
      sizeBytes: 50_943_303,
    }),
    pony("pony", at(18)),
    shire("me/shire:28m", at(18)),
    foal("foal:tiny", at(18)),
  ];
}

/** The model of the recordings of 0.40 that it converts. */
export function charger(name = "charger", traits: ModelTraits = {}): SimulatedModel {
  return simulatedModel(name, {
    ...LLAMA,
    weights: {
      digest: "sha256:d6a2c68095e4fc5de68f145d8b4106b9ecfdd9effadd71c6134da4ceeb8f05ee",
      sizeBytes: 19_641_888,
    },
    digest: "320af715c7cedffff170bba52ef001f73940952efb2939bca8f48a7a4f6e7838",
    sizeBytes: 19_646_167,
    parameterSize: "8M",
    contextLength: 2048,
    embeddingLength: 32,
    parameters: { stop: ["user:"] },
    needsConversion: true,
    ...traits,
  });
}

/** A model with a damaged file, and an intact one. */
export function damagedModels(damage: "file-missing" | "file-truncated"): readonly SimulatedModel[] {
  return [shire(`${RECORDED_REGISTRY}/shire`, { damage }), pony(`${RECORDED_REGISTRY}/pony`)];
}
