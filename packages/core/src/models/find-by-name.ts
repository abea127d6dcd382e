import { modelKey, type ModelName } from "./model-name.ts";

type Named = { readonly name: ModelName };

/**
 * Finds things by their model's name, the first of a name, in lists that never change and are searched again and again:
 * each list is gone through once, however many look for something in it.
 */
export function createFinder<Item extends Named>(): (
  items: readonly Item[],
  name: ModelName,
) => Item | undefined {
  const indexes = new WeakMap<readonly Item[], ReadonlyMap<string, Item>>();

  function indexOf(items: readonly Item[]): ReadonlyMap<string, Item> {
    const known = indexes.get(items);
    if (known) return known;
    // Of two entries of a key, a map keeps the later one.
    const index = new Map(items.toReversed().map((item) => [modelKey(item.name), item]));
    indexes.set(items, index);
    return index;
  }

  return (items, name) => indexOf(items).get(modelKey(name));
}
