import { isLeftover } from "./leftover.ts";
import { modelLabel } from "./leftover.view.ts";
import { partsOf, type ModelName } from "./model-name.ts";

/** A name without registry, owner, `-GGUF` and `:latest`; two models may have the same one. */
export function shortModelName(name: ModelName): string {
  if (isLeftover(name)) return modelLabel(name);
  const { model, tag } = partsOf(name);
  return tag.toLowerCase() === "latest" ? bareName(model) : `${bareName(model)}:${tag}`;
}

const bareName = (model: string): string => model.replace(/(?<=.)-gguf$/i, "");

/** The short name of each of these models, or the whole one where several would have the same. */
export const shortModelNames = (names: readonly ModelName[]): ((name: ModelName) => string) =>
  distinctNames(names, (name) => [shortModelName(name)]);

/** The same for narrow places, where a row has the quantization beside the name, which is the tag on Hugging Face. */
export const narrowModelNames = (names: readonly ModelName[]): ((name: ModelName) => string) =>
  distinctNames(names, (name) =>
    HUGGING_FACE.test(name) ? [bareName(partsOf(name).model), shortModelName(name)] : [shortModelName(name)],
  );

const HUGGING_FACE = /^(?:hf\.co|huggingface\.co)\//i;

/** The first form of a name that no other model has in any form, ignoring case as Ollama does. */
function distinctNames(
  names: readonly ModelName[],
  formsOf: (name: ModelName) => readonly string[],
): (name: ModelName) => string {
  const known = new Map(names.map((name) => [name, formsOf(name)]));
  const uses = new Map<string, number>();
  for (const ofName of known.values())
    for (const form of new Set(ofName.map(keyOf))) uses.set(form, (uses.get(form) ?? 0) + 1);
  return (name) =>
    (known.get(name) ?? formsOf(name)).find((form) => (uses.get(keyOf(form)) ?? 0) <= 1) ?? modelLabel(name);
}

const keyOf = (form: string): string => form.toLowerCase();
