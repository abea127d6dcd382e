import { partsOf, type ModelName } from "./model-name.ts";

/**
 * The names of models for narrow places: without registry, owner, `-GGUF`, `:latest`, and the quantization that is the
 * tag on Hugging Face. Where two would be equal, both say more.
 */
export function shortNames(names: readonly ModelName[]): (name: ModelName) => string {
  const uses = new Map<string, number>();
  for (const name of new Set(names))
    for (const form of new Set(formsOf(name).map(keyOf))) uses.set(form, (uses.get(form) ?? 0) + 1);
  return (name) => formsOf(name).find((form) => (uses.get(keyOf(form)) ?? 0) <= 1) ?? name;
}

/** Ollama ignores the case of names. */
const keyOf = (form: string): string => form.toLowerCase();

/** From the shortest to the whole name. */
function formsOf(name: ModelName): readonly string[] {
  const { host, model, tag } = partsOf(name);
  const bare = model.replace(/(?<=.)-gguf$/i, "");
  const isTagTelling = tag.toLowerCase() !== "latest";
  const tagged = `${bare}:${tag}`;
  return isTagTelling && !isHuggingFace(host) ? [tagged, name] : [bare, tagged, name];
}

const isHuggingFace = (host: string): boolean => /^(hf\.co|huggingface\.co)$/i.test(host);
