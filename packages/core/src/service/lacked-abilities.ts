import type { Refusal } from "../shared/decision.ts";
import type { Ability, OtherServer } from "./other-server.ts";

/**
 * What each of them lacks, by its source. Those that do not speak Ollama's API at all lack everything.
 * - Lemonade, `src/cpp/server/ollama_api.cpp`: pulls only models of its own list; copy, create and blobs answer 501; a
 *   request without a prompt is passed on to the model.
 * - Docker Model Runner, `pkg/ollama/http_handler.go`: pulls from Docker Hub; no copy, create, blobs or embed; a request
 *   without messages is passed on, and a `keep_alive` must be a text.
 * - KoboldCpp, `koboldcpp.py`: only tags, generate and chat, of the one model it was started with.
 */
const LACKS: Partial<Record<OtherServer, readonly Ability[]>> = {
  lemonade: ["control", "download", "import", "update", "copy", "load"],
  "docker-model-runner": ["control", "download", "import", "update", "copy", "load", "unload", "embed"],
  koboldcpp: ["control", "download", "import", "update", "copy", "delete", "load", "unload", "embed"],
};

const ALL: readonly Ability[] = [
  "control",
  "download",
  "import",
  "update",
  "delete",
  "copy",
  "load",
  "unload",
  "embed",
];

export const abilitiesLackedBy = (server: OtherServer): readonly Ability[] => LACKS[server] ?? ALL;

/** Why a server cannot be asked for something; `undefined` where it can, or is Ollama. */
export const whyLacked = (server: OtherServer | undefined, ability: Ability): Refusal | undefined =>
  server !== undefined && abilitiesLackedBy(server).includes(ability)
    ? { reason: "server-lacks", server, ability }
    : undefined;
