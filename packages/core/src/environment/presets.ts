import { isLoopback } from "../hosts/hostname.ts";
import { shownAddress, type Endpoint } from "../hosts/endpoint.ts";
import { VARIABLE_NAMES, type VariableName } from "./variables.ts";

/** Variables with their values; `undefined` leaves one to Ollama. */
type Values = { readonly [Name in VariableName]?: string | undefined };

const PRESET_VALUES = {
  "big-context": {
    OLLAMA_CONTEXT_LENGTH: "65536",
    OLLAMA_NUM_PARALLEL: "1",
    OLLAMA_MAX_LOADED_MODELS: "1",
    OLLAMA_FLASH_ATTENTION: "true",
    OLLAMA_KV_CACHE_TYPE: "q8_0",
  },
  "many-requests": {
    OLLAMA_NUM_PARALLEL: "4",
    OLLAMA_CONTEXT_LENGTH: "4096",
    OLLAMA_KEEP_ALIVE: "30m",
  },
  "save-memory": {
    OLLAMA_CONTEXT_LENGTH: "4096",
    OLLAMA_NUM_PARALLEL: "1",
    OLLAMA_MAX_LOADED_MODELS: "1",
    OLLAMA_FLASH_ATTENTION: "true",
    OLLAMA_KV_CACHE_TYPE: "q8_0",
    OLLAMA_KEEP_ALIVE: "1m",
  },
  "keep-loaded": { OLLAMA_KEEP_ALIVE: "-1" },
  /** It changes the host, and no variable. */
  share: {},
} as const satisfies Readonly<Record<string, Values>>;

export type PresetId = keyof typeof PRESET_VALUES | "defaults";

/** In the order in which they are offered. */
export const PRESETS = [
  "big-context",
  "many-requests",
  "save-memory",
  "keep-loaded",
  "share",
  "defaults",
] as const satisfies readonly PresetId[];

/** One line of what a preset changes. `host` is the setting of the host, all other names are variables. */
export type PresetChange = {
  readonly name: VariableName | "host";
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** What a preset changes in the present settings; nothing, if they have it already. */
export function presetChanges(
  id: PresetId,
  environment: Readonly<Record<string, string>>,
  endpoint: Endpoint,
): readonly PresetChange[] {
  const values: Values = id === "defaults" ? DEFAULTS : PRESET_VALUES[id];
  const changes = VARIABLE_NAMES.filter((name) => Object.hasOwn(values, name)).map((name): PresetChange => ({
    name,
    before: environment[name],
    after: values[name],
  }));
  const all = id === "share" ? [...changes, ...shareChanges(endpoint)] : changes;
  return all.filter(({ before, after }) => before !== after);
}

/** Ollama's own values of all that presets change. */
const DEFAULTS: Values = Object.fromEntries(
  Object.values(PRESET_VALUES)
    .flatMap((values) => Object.keys(values))
    .map((name) => [name, undefined]),
);

/** Ollama listens at every address of the machine. One that is not a loopback address is shared already. */
const shareChanges = (endpoint: Endpoint): readonly PresetChange[] =>
  isLoopback(endpoint.hostname)
    ? [
        {
          name: "host",
          before: shownAddress(endpoint),
          after: shownAddress({ ...endpoint, hostname: "0.0.0.0" }),
        },
      ]
    : [];
