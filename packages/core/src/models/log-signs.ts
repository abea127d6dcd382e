import { MODEL_LOADED } from "../service-log/model-loaded.ts";

/** What has changed: which models are installed, or which are in memory. */
export type ModelSign = "installed" | "loaded";

/** A request that has ended: `[GIN] 2026/11/23 - 05:54:35 | 200 | 256ms | 127.0.0.1 | POST     "/api/generate"`. */
const ENDED = /^\[GIN\] .*\| (?:POST|DELETE) +"([^"?]+)/;
const INSTALLS = /^\/api\/(?:pull|create|copy|delete)$/;
/** Each of these loads, unloads, or keeps a model in memory for longer. */
const LOADS =
  /^\/(?:api\/(?:generate|chat|embed|embeddings)|v1\/(?:audio\/\w+|chat\/completions|completions|embeddings|messages|responses|systemone))$/;

/** What a line of Ollama's log says about its models (recording `log-load-and-sigterm`); mostly nothing. */
export function signIn(line: string): ModelSign | undefined {
  if (MODEL_LOADED.test(line)) return "loaded";
  const [, path = ""] = ENDED.exec(line) ?? [];
  if (INSTALLS.test(path)) return "installed";
  return LOADS.test(path) ? "loaded" : undefined;
}
