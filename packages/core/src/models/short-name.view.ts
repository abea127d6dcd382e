import { isLeftover } from "./leftover.ts";
import { modelLabel } from "./leftover.view.ts";
import { partsOf, type ModelName } from "./model-name.ts";

/** A name without registry, owner, `-GGUF` and `:latest`; two models may have the same one. */
export function shortModelName(name: ModelName): string {
  if (isLeftover(name)) return modelLabel(name);
  const { tag } = partsOf(name);
  return tag.toLowerCase() === "latest" ? bareName(name) : `${bareName(name)}:${tag}`;
}

/** In a narrow place, where a row has the quantization beside the name, which is the tag on Hugging Face. */
const narrowModelName = (name: ModelName): string =>
  isOnHuggingFace(name) ? bareName(name) : shortModelName(name);

const bareName = (name: ModelName): string => partsOf(name).model.replace(/(?<=.)-gguf$/i, "");

const isOnHuggingFace = (name: ModelName): boolean => /^(hf\.co|huggingface\.co)$/i.test(partsOf(name).host);

/** The short name of each of these models, or the whole one where several would have the same. */
export const shortModelNames = (names: readonly ModelName[]): ((name: ModelName) => string) =>
  distinctNames(names, [shortModelName]);

/** The same for narrow places. */
export const narrowModelNames = (names: readonly ModelName[]): ((name: ModelName) => string) =>
  distinctNames(names, [narrowModelName, shortModelName]);

type Shorten = (name: ModelName) => string;

/** The first form of a name that no other model has in any form, ignoring case as Ollama does. */
function distinctNames(names: readonly ModelName[], forms: readonly Shorten[]): Shorten {
  const formsOf = (name: ModelName): readonly string[] => forms.map((shorten) => shorten(name));
  const uses = new Map<string, number>();
  for (const name of new Set(names))
    for (const form of new Set(formsOf(name).map(keyOf))) uses.set(form, (uses.get(form) ?? 0) + 1);
  return (name) => formsOf(name).find((form) => (uses.get(keyOf(form)) ?? 0) <= 1) ?? modelLabel(name);
}

const keyOf = (form: string): string => form.toLowerCase();
