import { isLeftover } from "./leftover.ts";
import { modelLabel } from "./leftover.view.ts";
import { partsOf, type ModelName } from "./model-name.ts";

/** A name without registry, owner, `-GGUF` and `:latest`; two models may have the same one. */
export function shortModelName(name: ModelName): string {
  if (isLeftover(name)) return modelLabel(name);
  const { model, tag } = partsOf(name);
  const short = model.replace(/-gguf$/i, "");
  return tag.toLowerCase() === "latest" ? short : `${short}:${tag}`;
}

/** The short name of each model, or the whole one where several would have the same. */
export function shortModelNames(names: readonly ModelName[]): ReadonlyMap<ModelName, string> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const short = shortModelName(name);
    counts.set(short, (counts.get(short) ?? 0) + 1);
  }
  return new Map(
    names.map((name) => {
      const short = shortModelName(name);
      return [name, counts.get(short) === 1 ? short : modelLabel(name)];
    }),
  );
}
