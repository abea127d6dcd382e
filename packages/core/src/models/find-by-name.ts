import { modelKey, type ModelName } from "./model-name.ts";

type Named = { readonly name: ModelName };

/**
 * Finds the first item with a model's name in immutable lists that are searched often: each list is indexed once, on its
 * first search.
 */
export function createFinder<Item extends Named>(): (
  items: readonly Item[],
  name: ModelName,
) => Item | undefined {
  const indexes = new WeakMap<readonly Item[], ReadonlyMap<string, Item>>();

  function indexOf(items: readonly Item[]): ReadonlyMap<string, Item> {
    const known = indexes.get(items);
    if (known) return known;
    // Reversed, because a map keeps the last of two entries with the same key.
    const index = new Map(items.toReversed().map((item) => [modelKey(item.name), item]));
    indexes.set(items, index);
    return index;
  }

  return (items, name) => indexOf(items).get(modelKey(name));
}
