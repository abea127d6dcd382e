import type { DashboardView } from "@paddock/core/views";
import { useEffect, useRef } from "preact/hooks";
import type { FilteredModels } from "../../filtered-models.ts";
import type { MenuPlace } from "../menu/menu.tsx";
import { WindowedList } from "../windowed-list/windowed-list.tsx";
import { foundBy, movedBy, typedAfter, type Typed } from "./list-keys.ts";
import { ModelFilter } from "./model-filter.tsx";
import { ModelRow, rowId } from "./model-row.tsx";
import { only, rangeTo, toggled, type Selection } from "./selection.ts";
import "./model-list.css";

/** What a person does with the selected models. */
export type ListActs = {
  /** Shows its details, where they take the place of the list. */
  readonly open: () => void;
  /** The primary action. */
  readonly enter: () => void;
  readonly remove: () => void;
  readonly rename: () => void;
  readonly showMenu: (at: MenuPlace) => void;
};

type Props = {
  readonly view: Pick<DashboardView, "models" | "modelChips" | "modelsRemark" | "words">;
  readonly filtered: FilteredModels;
  readonly selection: Selection;
  readonly choose: (next: Selection) => void;
  readonly acts: ListActs;
};

const ROW_HEIGHT = 48;

/** The models, each with its state in words. The list keeps the focus, and names the active row. */
export function ModelList({ view, filtered, selection, choose, acts }: Props) {
  const { rows } = filtered;
  const list = useRef<HTMLElement>(null);
  const typed = useRef<Typed>({ text: "", atMs: 0 });
  const index = rows.findIndex(({ key }) => key === selection.active);
  const boxOf = (): HTMLElement | null => list.current?.querySelector<HTMLElement>(".windowed") ?? null;
  const goTo = (place: number | undefined, extend = false): void => {
    const key = place === undefined ? undefined : rows[place]?.key;
    if (key === undefined) return;
    choose(extend ? rangeTo(keysOf(rows), selection, key) : only(key));
  };
  useFindKey(list);
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
    if (at) acts.showMenu({ x: at.left + 48, y: at.bottom });
  };
  return (
    <nav class="list" ref={list}>
      <ModelFilter view={view} filtered={filtered} leave={() => boxOf()?.focus()} />
      {rows.length === 0 && view.models.order.length > 0 && (
        <p class="empty dim" role="status">
          {view.words.noMatch}
        </p>
      )}
      <WindowedList
        rows={rows}
        rowHeight={ROW_HEIGHT}
        active={index}
        activeKey={selection.active}
        role="listbox"
        aria-label={view.words.models}
        aria-multiselectable
        tabIndex={0}
        {...(index >= 0 && selection.active && { "aria-activedescendant": rowId(selection.active) })}
        onKeyDown={onKeyDown}
      >
        {(row, place) => (
          <ModelRow
            key={row.key}
            row={row}
            place={place}
            isSelected={selection.keys.includes(row.key)}
            isActive={row.key === selection.active}
            onClick={(event) => {
              if (event.shiftKey) choose(rangeTo(keysOf(rows), selection, row.key));
              else if (event.ctrlKey || event.metaKey) choose(toggled(selection, row.key));
              else {
                choose(only(row.key));
                acts.open();
              }
            }}
            onContextMenu={(event) => {
              event.preventDefault();
              if (!selection.keys.includes(row.key)) choose(only(row.key));
              acts.showMenu({ x: event.clientX, y: event.clientY });
            }}
          />
        )}
      </WindowedList>
    </nav>
  );
}

const keysOf = (rows: FilteredModels["rows"]) => rows.map(({ key }) => key);

/** Ctrl+F goes to the filter, wherever the focus is. */
function useFindKey(list: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const find = (event: KeyboardEvent): void => {
      if (event.key !== "f" || !(event.ctrlKey || event.metaKey)) return;
      const field = list.current?.querySelector<HTMLElement>(".filter");
      if (!field?.checkVisibility()) return;
      event.preventDefault();
      field.focus();
    };
    document.addEventListener("keydown", find);
    return () => document.removeEventListener("keydown", find);
  }, []);
}
