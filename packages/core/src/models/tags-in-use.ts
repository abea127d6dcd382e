import { isOlderThan } from "../service/versions.ts";
import { isSameModel, parseModelName, partsOf, type ModelName } from "./model-name.ts";
import type { StoredTag } from "./model-store.ts";

/** The first Ollama that knows `manifests-v2/` and lists (docs/ollama.md §8.1). */
const FIRST_WITH_LISTS = "0.40.0";
const OTHER_PUBLIC_HOST = "ollama.com";

/** Whether this Ollama reads the older layout only. */
export const readsOnlyLegacy = (version: string): boolean => isOlderThan(version, FIRST_WITH_LISTS);

/**
 * The tags that this version of Ollama reads, one for each name. Since 0.40 a name is looked for in `manifests-v2/`, and
 * then in `manifests/` under both public hosts, which are one for it (docs/ollama.md §8.1).
 */
export function tagsInUse(tags: readonly StoredTag[], version: string): readonly StoredTag[] {
  if (readsOnlyLegacy(version)) return tags.filter(({ layout }) => layout === "legacy");
  const byName = new Map<ModelName, StoredTag>();
  for (const tag of tags.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const name = publicName(tag.name);
    if (!byName.has(name)) byName.set(name, { ...tag, name });
  }
  return [...byName.values()];
}

/** The tag of a model: that of exactly this spelling, or else one that differs in case only. */
export const findTag = (tags: readonly StoredTag[], model: ModelName): StoredTag | undefined =>
  tags.find(({ name }) => name === model) ?? tags.find(({ name }) => isSameModel(name, model));

function rankOf({ layout, name }: StoredTag): number {
  if (layout === "v2") return 0;
  return isOnOtherHost(name) ? 2 : 1;
}

const isOnOtherHost = (name: ModelName): boolean => partsOf(name).host.toLowerCase() === OTHER_PUBLIC_HOST;

/** The name under which Ollama 0.40 lists a tag. */
export function publicName(name: ModelName): ModelName {
  if (!isOnOtherHost(name)) return name;
  const { namespace, model, tag } = partsOf(name);
  return parseModelName(`${namespace}/${model}:${tag}`) ?? name;
}
