import * as v from "valibot";
import { text, type DataOf } from "../shared/described.ts";

/** A variable that Ollama reads, with the value that is in effect; without secrets. */
export const settingSchema = v.object({ name: text, value: text });
export type Setting = DataOf<typeof settingSchema>;

/**
 * The effective configuration that a server logs at its start: `map[CUDA_VISIBLE_DEVICES: OLLAMA_HOST:http://… …]`
 * (docs/ollama.md §4.1). Go sorts the names and quotes nothing, and values may have spaces, colons and brackets: a name
 * is what looks like one and comes after the one before it. `undefined` where the text is something else.
 */
export function parseEnvironment(env: string): readonly Setting[] | undefined {
  if (!env.startsWith("map[") || !env.endsWith("]")) return undefined;
  const body = ` ${env.slice("map[".length, -1)}`;
  const starts: { readonly name: string; readonly at: number; readonly from: number }[] = [];
  for (const match of body.matchAll(NAME)) {
    const [whole, name = ""] = match;
    const before = starts.at(-1);
    if (!before || before.name < name)
      starts.push({ name, at: match.index, from: match.index + whole.length });
  }
  return starts.map(({ name, from }, index) => {
    const value = body.slice(from, starts[index + 1]?.at);
    return { name, value: withoutSecret(name, value) };
  });
}

const NAME = / ([A-Z][A-Z0-9_]{2,}|https?_proxy|no_proxy|all_proxy):/g;

/** The variables that may have a password in them, or are one. */
const SECRET = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|AUTH)/;
const PROXY = /_proxy$/i;

/** The value without what only the person should see: shown as “…”. */
export function withoutSecret(name: string, value: string): string {
  if (SECRET.test(name)) return ["", "true", "false", "0", "1"].includes(value) ? value : "…";
  const visible = withoutName(withoutCredentials(value));
  const query = PROXY.test(name) && !/^no_proxy$/i.test(name) ? visible.indexOf("?") : -1;
  return query < 0 ? visible : `${visible.slice(0, query)}?…`;
}

/** Neither Go's proxies nor `OLLAMA_HOST` need a scheme: `user:password@proxy:3128`. A path may have `@` in it. */
function withoutName(value: string): string {
  const end = value.lastIndexOf("@");
  if (end < 0 || /^(\/|[A-Za-z]:\\)/.test(value)) return value;
  const [scheme = ""] = /^\[?(\w+:\/\/)?/.exec(value) ?? [];
  return `${scheme}…${value.slice(end)}`;
}

/**
 * Removes a name and password from the addresses in a text, and their queries, which may have a key. A password may have
 * `/` and `@` in it: it ends at the last `@` of the address.
 */
export function withoutCredentials(words: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = words.indexOf("//"); start >= 0; start = words.indexOf("//", from)) {
    const length = words.slice(start).search(/[\s"]/);
    const end = length < 0 ? words.length : start + length;
    parts.push(words.slice(from, start), withoutPrivateParts(words.slice(start, end)));
    from = end;
  }
  return parts.length === 0 ? words : parts.join("") + words.slice(from);
}

function withoutPrivateParts(address: string): string {
  const named = address.lastIndexOf("@");
  const open = named < 0 ? address : `//…${address.slice(named)}`;
  const query = open.indexOf("?");
  if (query < 0) return open;
  const [closing = ""] = /[\])}'\\]{0,4}$/.exec(open) ?? [];
  return `${open.slice(0, query)}?…${closing}`;
}

/** What Ollama does where a variable is not set; more than one value where that has changed between versions. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  OLLAMA_CONTEXT_LENGTH: ["0", "4096", "2048"],
  OLLAMA_DEBUG: ["INFO", "false"],
  OLLAMA_DEBUG_LOG_REQUESTS: ["false"],
  OLLAMA_FLASH_ATTENTION: ["false"],
  OLLAMA_GO_TEMPLATE: ["true"],
  OLLAMA_GPU_OVERHEAD: ["0"],
  OLLAMA_HOST: ["http://127.0.0.1:11434"],
  OLLAMA_INTEL_GPU: ["false"],
  OLLAMA_KEEP_ALIVE: ["5m0s"],
  OLLAMA_LOAD_TIMEOUT: ["5m0s"],
  OLLAMA_MAX_LOADED_MODELS: ["0"],
  OLLAMA_MAX_QUEUE: ["512"],
  OLLAMA_MAX_TRANSFER_STREAMS: ["4"],
  OLLAMA_MULTIUSER_CACHE: ["false"],
  OLLAMA_NEW_ENGINE: ["false"],
  OLLAMA_NOHISTORY: ["false"],
  OLLAMA_NOPRUNE: ["false"],
  OLLAMA_NO_CLOUD: ["false"],
  OLLAMA_NUM_PARALLEL: ["1", "0"],
  OLLAMA_REMOTES: ["[ollama.com]"],
  OLLAMA_SCHED_SPREAD: ["false"],
  OLLAMA_VULKAN: ["true", "false"],
};

/** A setting that differs from what Ollama does by itself, and what that is where it is one value. */
export type Difference = Setting & { readonly usual?: string };

/** The settings that differ from Ollama's defaults. Of a variable that is not known, only an empty value is usual. */
export const differences = (settings: readonly Setting[]): readonly Difference[] =>
  settings.flatMap((setting) => differenceOf(setting) ?? []);

function differenceOf({ name, value }: Setting): Difference | undefined {
  if (value === "") return undefined;
  if (name === "OLLAMA_MODELS") return /[\\/]\.ollama[\\/]models$/.test(value) ? undefined : { name, value };
  if (name === "OLLAMA_ORIGINS") {
    const [, added = ""] = /^\[(.*?) ?http:\/\/localhost https:\/\/localhost/.exec(value) ?? [];
    return added === "" ? undefined : { name, value: added };
  }
  const usual = USUAL[name];
  if (usual?.includes(value)) return undefined;
  const [only, ...others] = usual ?? [];
  return { name, value, ...(only !== undefined && others.length === 0 && { usual: only }) };
}
