import * as v from "valibot";
import type { DataOf } from "../shared/described.ts";

/** Servers that are found where Ollama is expected, and are known for what they are. */
export const otherServerSchema = v.picklist([
  "llama.cpp",
  "llama-swap",
  "lm-studio",
  "lemonade",
  "docker-model-runner",
  "koboldcpp",
  "vllm",
  "sglang",
  "open-webui",
]);
export type OtherServer = DataOf<typeof otherServerSchema>;

/** Who answers `GET /api/version`: Ollama, or a server that speaks its API, by its name where that is known. */
export type AnsweringServer = { readonly version: string; readonly server?: OtherServer };

/** Their names as they write them themselves. */
export const SERVER_NAMES = {
  "llama.cpp": "llama.cpp",
  "llama-swap": "llama-swap",
  "lm-studio": "LM Studio",
  lemonade: "Lemonade",
  "docker-model-runner": "Docker Model Runner",
  koboldcpp: "KoboldCpp",
  vllm: "vLLM",
  sglang: "SGLang",
  "open-webui": "Open WebUI",
} as const satisfies Record<OtherServer, string>;

/** What Paddock asks of an Ollama, beyond its lists and its answers. */
export type Ability =
  | "control"
  | "download"
  | "import"
  | "update"
  | "delete"
  | "copy"
  | "load"
  | "unload"
  | "embed";
