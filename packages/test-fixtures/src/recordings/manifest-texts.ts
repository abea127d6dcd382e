import { isList, isObject, type JsonObject } from "../json.ts";
import { digestOf } from "../simulator/model/layers.ts";
import { recordings } from "../recordings.ts";

/**
 * The texts of the recorded manifests, by the path of their blob (`blobs/sha256-…`). A recording only says what the
 * tags say; the children of a list are found by their digest among what a tag says elsewhere.
 */
export function manifestTexts(): ReadonlyMap<string, string> {
  known ??= new Map(
    candidates()
      .flatMap((text) => [text, `${text}\n`])
      .map((text) => [`blobs/${digestOf(text).replace(":", "-")}`, text]),
  );
  return known;
}

let known: ReadonlyMap<string, string> | undefined;

function candidates(): readonly string[] {
  const tagged = recordings("0.40-preview").flatMap((one) =>
    one.kind === "disk" ? Object.values(one.manifests).filter(isObject) : [],
  );
  const single = tagged.filter(({ layers, runner }) => isList(layers) && runner === undefined);
  const children = single.map((manifest) => ({ ...manifest, runner: "ggml", format: "gguf" }));
  return [...tagged, ...children, MULE, MLX].map((manifest) => JSON.stringify(manifest));
}

const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const CONFIG = "application/vnd.docker.container.image.v1+json";

/** The child of `brabant` that was pulled. */
const MULE: JsonObject = {
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: {
    mediaType: CONFIG,
    digest: "sha256:84f7c3fea0055c21a19c4d2a7e4658b74f5d3e09819f75178ba54dea787914ce",
    size: 408,
  },
  layers: [
    layer("model", "34533083ebe0ba4a9e04e4f2748883e6c538d20b0fbb9f11f8ca7c043b8d1768", 122_675_936),
    layer("template", "99f15a027c40389675c408d0e6d1432eab212857e94f20067b94f06be2c58d3c", 107),
    layer("license", "b8a593e5393c32dddf076f62e0b8df347a42183956aa62e66ed440073462b6a6", 3673),
  ],
  runner: "llamacpp",
  format: "gguf",
};

/** The child of `arabian` and `lonely` for MLX. */
const MLX: JsonObject = {
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: {
    mediaType: CONFIG,
    digest: "sha256:08b223f65530b21e0b6a7a2ed2b1395d4e01e188c82fed3c171334a8c8b91e03",
    size: 448,
  },
  layers: [
    {
      ...layer("tensor", "fb67091504b666f393f1530f351a3fa5ae5168228b9aa06dcce5835be0402356", 40_000),
      name: "model.embed_tokens.weight",
    },
    {
      ...layer("tensor", "69010ff235f9cdd8685551793f4ea6037208edfcfbaa370d885cc49ee3e9d014", 40_001),
      name: "model.layers.0.self_attn.q_proj.weight",
    },
    {
      ...layer("tensor", "8018e3e5aca11a6985a2050b94944dc99814492676dd9b871cc21faeca64c065", 40_002),
      name: "lm_head.weight",
    },
  ],
  runner: "mlx",
  format: "safetensors",
};

function layer(kind: string, hex: string, size: number): JsonObject {
  return { mediaType: `application/vnd.ollama.image.${kind}`, digest: `sha256:${hex}`, size };
}
