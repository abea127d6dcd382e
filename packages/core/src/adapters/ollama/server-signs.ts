import * as v from "valibot";
import type { OtherServer } from "../../service/other-server.ts";
import { lineSchema as line, optionalOf } from "./foreign-schemas.ts";

/** What a server says of itself, besides its models. */
export type ServerSigns = {
  /** The header `Server`. */
  readonly software?: string | undefined;
  /** The text of its error, where it does not know what it was asked. */
  readonly error?: string | undefined;
  /** The fields of its answer to `GET /api/version`. */
  readonly versionFields?: readonly string[];
  /** Who owns its models by `GET /v1/models`. */
  readonly owners?: readonly string[];
};

/**
 * How each server is recognised, with its source. None of them was run by us, except where a test says so.
 * - llama.cpp: `tools/server/server-http.cpp` (header), `server-context.cpp` (owner).
 * - llama-swap: `proxy/proxymanager.go` (owner; its version has a commit and a date).
 * - LM Studio: lmstudio-ai/lmstudio-bug-tracker#618 (error), #619 (owner).
 * - Lemonade: `src/cpp/server/server.cpp`, `model_info_to_json`.
 * - Docker Model Runner: `pkg/inference/models/api.go`, `ToOpenAI`.
 * - KoboldCpp: `koboldcpp.py`, `server_version` and `/v1/models`.
 * - vLLM: `vllm/entrypoints/openai/protocol.py`, `ModelCard`. SGLang: `python/sglang/srt/entrypoints`, the same.
 * - Open WebUI: `backend/open_webui/main.py`, `/api/version`.
 */
const SIGNS: readonly {
  readonly server: OtherServer;
  readonly owner?: string;
  readonly software?: RegExp;
  readonly error?: RegExp;
  readonly versionField?: string;
}[] = [
  { server: "llama-swap", owner: "llama-swap", versionField: "build_date" },
  { server: "llama.cpp", owner: "llamacpp", software: /^llama\.cpp$/ },
  { server: "lm-studio", owner: "organization_owner", error: /^Unexpected endpoint or method/ },
  { server: "lemonade", owner: "lemonade" },
  { server: "docker-model-runner", owner: "docker" },
  { server: "koboldcpp", owner: "koboldcpp", software: /^ConcedoLlamaForKoboldServer/ },
  { server: "vllm", owner: "vllm" },
  { server: "sglang", owner: "sglang" },
  { server: "open-webui", versionField: "deployment_id" },
];

/** Which server has these signs; `undefined` for Ollama, and for a server that is not known. */
export function serverOf({
  software,
  error,
  versionFields,
  owners = [],
}: ServerSigns): OtherServer | undefined {
  const [owner, ...others] = [...new Set(owners)];
  return SIGNS.find(
    (sign) =>
      (owner !== undefined && others.length === 0 && owner === sign.owner) ||
      (software !== undefined && sign.software?.test(software)) ||
      (error !== undefined && sign.error?.test(error)) ||
      (sign.versionField !== undefined && versionFields?.includes(sign.versionField)),
  )?.server;
}

/** The fields of a JSON object; none if the text is something else. */
export function fieldsOf(text: string): readonly string[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), text);
  return parsed.success ? Object.keys(parsed.output) : [];
}

/** `GET /v1/models`, in the form of OpenAI. */
const modelsSchema = v.object({ data: v.array(v.object({ owned_by: optionalOf(line) })) });

/** Who owns the models in an answer to `GET /v1/models`; nothing if it is none. */
export function ownersIn(text: string): readonly string[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), modelsSchema), text);
  return parsed.success ? parsed.output.data.flatMap(({ owned_by: owner }) => owner ?? []) : [];
}
