import type { Json } from "../json.ts";

/** Whose error texts a registry uses. */
export type RegistryStyle = "ollama" | "hugging-face";

/** Why a manifest is refused. */
export type RefusedManifest =
  | { readonly kind: "status"; readonly status: 400 | 401 | 403 | 404 | 412 | 429 | 500 | 503 }
  | { readonly kind: "unknown" }
  | { readonly kind: "too-old" }
  | { readonly kind: "sharded" };

export type RegistryRefusal = { readonly status: number; readonly body: string; readonly isJson: boolean };

/** A refusal with the text of Ollama's registry or of Hugging Face. */
export function toRefusal(refused: RefusedManifest, style: RegistryStyle): RegistryRefusal {
  switch (refused.kind) {
    case "too-old":
      return { status: 412, body: TOO_OLD, isJson: false };
    case "sharded":
      return json(400, { error: SHARDED });
    case "unknown":
      return style === "ollama" ? docker(404, UNKNOWN) : json(400, { error: NO_QUANTISATION });
    case "status":
      return style === "ollama"
        ? docker(refused.status, DOCKER[refused.status])
        : json(refused.status, { error: HUGGING_FACE[refused.status] });
  }
}

/** An error in the format of a Docker registry. */
export function docker(status: number, [code, message]: readonly [string, string]): RegistryRefusal {
  return json(status, { errors: [{ code, message }] });
}

/** The text of the real registry, which is not JSON (ollama/ollama #14876). */
const TOO_OLD = [
  "",
  "The model you are attempting to pull requires a newer version of Ollama.",
  "",
  "Please download the latest version at:",
  "",
  "\thttps://ollama.com/download",
  "",
].join("\n");

const UNKNOWN = ["MANIFEST_UNKNOWN", "manifest unknown"] as const;
const REFUSED = ["DENIED", "refused"] as const;

/** The texts of the registry that was used for the recordings. */
const DOCKER = {
  400: REFUSED,
  401: REFUSED,
  403: REFUSED,
  404: UNKNOWN,
  412: ["MANIFEST_INVALID", "The model you are attempting to pull requires a newer version of Ollama."],
  429: REFUSED,
  500: REFUSED,
  503: REFUSED,
} as const;

/** Reported by users: huggingface/hub-docs #2702 and #1476, ollama/ollama #13297. */
const SHARDED =
  'The specified tag is a sharded GGUF. Ollama does not support this yet. Please use another tag or "latest". ' +
  "Follow this issue for more info: https://github.com/ollama/ollama/issues/5245";
const NO_QUANTISATION =
  'The specified tag is not a valid quantization scheme. Please use another tag or "latest"';

const HUGGING_FACE = {
  400: NO_QUANTISATION,
  401: "Invalid username or password.",
  403: "Access to this resource is disabled.",
  404: "Repository not found",
  412: "refused",
  429:
    "We had to rate limit your IP (127.0.0.1). To continue using our service, create a HF account or login to your " +
    "existing account, and make sure you pass a HF_TOKEN if you're using the API.",
  500: "Internal Error - We're working hard to fix this as soon as possible!",
  503: "Service Unavailable",
} as const;

function json(status: number, body: Json): RegistryRefusal {
  return { status, body: JSON.stringify(body), isJson: true };
}
