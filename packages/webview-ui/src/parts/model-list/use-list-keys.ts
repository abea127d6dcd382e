import { useRef } from "preact/hooks";
import type { FilteredModels } from "../../filtered-models.ts";
import type { MenuPlace } from "../menu/menu.tsx";
import { foundBy, movedBy, typedAfter, type Typed } from "./list-keys.ts";
import { rowId } from "./model-row.tsx";
import { keysOf, only, rangeTo, type Selection } from "./selection.ts";

/** What a person does with the selected models. */
export type ListActs = {
  /** Shows its details, where they take the place of the list. */
  readonly open: () => void;
  /** The primary action. */
  readonly enter: () => void;
  readonly remove: () => void;
  readonly rename: () => void;
  /** Of what is selected by then. */
  readonly showMenu: (at: MenuPlace, of: Selection) => void;
};

type ListKeys = {
  readonly rows: FilteredModels["rows"];
  /** The place of the active row; -1: there is none. */
  readonly index: number;
  readonly selection: Selection;
  readonly choose: (next: Selection) => void;
  readonly acts: ListActs;
};

/** What the keys do in a list of models: move, select, find by typing, and act on what is selected. */
export function useListKeys({
  rows,
  index,
  selection,
  choose,
  acts,
}: ListKeys): (event: KeyboardEvent) => void {
  const typed = useRef<Typed>({ text: "", atMs: 0 });
  const goTo = (place: number | undefined, extend = false): void => {
    const key = place === undefined ? undefined : rows[place]?.key;
    if (key === undefined) return;
    choose(extend ? rangeTo(keysOf(rows), selection, key) : only(key));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = movedBy(event.key, index, rows.length);
    if (moved !== undefined) goTo(moved, event.shiftKey);
    else if (!actOn(event)) return;
    event.preventDefault();
  };
  const actOn = (event: KeyboardEvent): boolean => {
    const isMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (isMenu) showMenuAtRow();
    else if (event.key === "Enter") acts.enter();
    else if (event.key === "Delete") acts.remove();
    else if (event.key === "F2") acts.rename();
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) selectAll();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey)
      goTo(foundBy((typed.current = typedAfter(typed.current, event)), rows, index));
    else return false;
    return true;
  };
  const selectAll = (): void => {
    const [first] = rows;
    if (first) choose({ anchor: first.key, active: selection.active ?? first.key, keys: keysOf(rows) });
  };
  const showMenuAtRow = (): void => {
    const at = selection.active && document.getElementById(rowId(selection.active))?.getBoundingClientRect();
    if (at) acts.showMenu({ x: at.left + 48, y: at.bottom }, selection);
  };
  return onKeyDown;
}
