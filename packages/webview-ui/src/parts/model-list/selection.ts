import type { PanelModelRow } from "@paddock/core/views";

type Key = PanelModelRow["key"];

/** The selected rows of a list. The active one has the focus, and its details are shown. */
export type Selection = {
  readonly active: Key | undefined;
  /** Where a range begins. */
  readonly anchor: Key | undefined;
  readonly keys: readonly Key[];
};

export const NOTHING: Selection = { active: undefined, anchor: undefined, keys: [] };

/** Those of all rows of a list. */
export const keysOf = (rows: readonly { readonly key: Key }[]): readonly Key[] => rows.map(({ key }) => key);

export const only = (key: Key): Selection => ({ active: key, anchor: key, keys: [key] });

/** From the anchor to this row. */
export function rangeTo(keys: readonly Key[], { anchor, active }: Selection, key: Key): Selection {
  const from = anchor ?? active ?? key;
  const [a, b] = [keys.indexOf(from), keys.indexOf(key)];
  if (a < 0 || b < 0) return only(key);
  return { active: key, anchor: from, keys: keys.slice(Math.min(a, b), Math.max(a, b) + 1) };
}

/** Adds a row, or takes it out again; the last one stays. */
export function toggled({ keys, active }: Selection, key: Key): Selection {
  if (!keys.includes(key)) return { active: key, anchor: key, keys: [...keys, key] };
  const rest = keys.filter((one) => one !== key);
  const next = active === key ? rest.at(-1) : active;
  return next === undefined ? only(key) : { active: next, anchor: next, keys: rest };
}

/** What is left of a selection after rows have gone: the row in the place of the active one follows it. */
export function afterRemoval(keys: readonly Key[], selection: Selection, place: number): Selection {
  const { active } = selection;
  if (active === undefined) return selection;
  if (keys.includes(active))
    return { ...selection, keys: selection.keys.filter((key) => keys.includes(key)) };
  const next = keys[Math.min(place, keys.length - 1)];
  return next === undefined ? NOTHING : only(next);
}
