import { branded, type Branded } from "../shared/brand.ts";

/** A model name in Ollama's shortest form, including the tag: `llama3.2:latest`, `hf.co/user/repo:Q4_K_M`. */
export type ModelName = Branded<"ModelName">;

/** The parts of a full model name, with Ollama's defaults for omitted parts (docs/ollama.md §3). */
type ModelNameParts = {
  readonly host: string;
  readonly namespace: string;
  readonly model: string;
  readonly tag: string;
};

const DEFAULTS = { host: "registry.ollama.ai", namespace: "library", tag: "latest" } as const;

const HOST = /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}$/;
const NAMESPACE = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/;
const MODEL_OR_TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/;

/**
 * Parses a typed name by Ollama's grammar, `[scheme://][host/][namespace/]model[:tag]`, and returns Ollama's spelling.
 * Ollama drops any scheme; here, one other than `http` and `https` makes it no name: `hf://user/repo` is no model of
 * ollama.com.
 * A name with a registry's host needs all three parts: `localhost:5000/ns/model` (docs/ollama.md §3).
 */
export function parseModelName(text: string): ModelName | undefined {
  const parts = split(text.trim());
  return parts && (shortest(parts) as ModelName);
}

/** Rejects the names that Ollama would reject. */
export const modelNameSchema = branded(parseModelName, "not a model name");

/** The parts of a name, to ask its registry. Lists ask for those of each name, so it is not checked again. */
export function partsOf(name: ModelName): ModelNameParts {
  const parts = cut(name);
  if (!parts) throw new Error(`not a model name: ${name}`);
  return parts;
}

/** Placeholder for an unused name, for decisions that do not depend on it. */
export const NEW_MODEL = "" as ModelName;

/** Lookup key: Ollama ignores the case of model names. */
export const modelKey = (name: ModelName): string => name.toLowerCase();

/** Whether two names mean the same model. */
export const isSameModel = (a: ModelName, b: ModelName): boolean => modelKey(a) === modelKey(b);

function split(text: string): ModelNameParts | undefined {
  const parts = cut(text.replace(/^https?:\/\//i, ""));
  if (!parts) return undefined;
  const { host, namespace, model, tag } = parts;
  const isValid =
    HOST.test(host) && NAMESPACE.test(namespace) && MODEL_OR_TAG.test(model) && MODEL_OR_TAG.test(tag);
  return isValid ? parts : undefined;
}

function cut(path: string): ModelNameParts | undefined {
  // A colon before the last slash belongs to the host's port, not to a tag.
  const colon = path.lastIndexOf(":") > path.lastIndexOf("/") ? path.lastIndexOf(":") : -1;
  const tag = colon < 0 ? DEFAULTS.tag : path.slice(colon + 1);
  const segments = (colon < 0 ? path : path.slice(0, colon)).split("/");
  if (segments.length > 3) return undefined;
  const model = segments.at(-1) ?? "";
  const namespace = segments.at(-2) ?? DEFAULTS.namespace;
  const host = segments.at(-3) ?? DEFAULTS.host;
  return { host, namespace, model, tag };
}

function shortest({ host, namespace, model, tag }: ModelNameParts): string {
  const isDefault = (part: string, standard: string): boolean => part.toLowerCase() === standard;
  if (!isDefault(host, DEFAULTS.host)) return `${host}/${namespace}/${model}:${tag}`;
  if (!isDefault(namespace, DEFAULTS.namespace)) return `${namespace}/${model}:${tag}`;
  return `${model}:${tag}`;
}
