import type { DashboardView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import type { FilteredModels } from "../../filtered-models.ts";
import { useFindKey } from "../../use-find-key.ts";
import { Refusal } from "../refusal/refusal.tsx";
import { WindowedList } from "../windowed-list/windowed-list.tsx";
import { ModelFilter } from "./model-filter.tsx";
import { ModelRow, rowId } from "./model-row.tsx";
import { keysOf, only, rangeTo, toggled, type Selection } from "./selection.ts";
import { useListKeys, type ListActs } from "./use-list-keys.ts";
import "./model-list.css";

type Props = {
  readonly view: Pick<DashboardView, "models" | "modelChips" | "modelsRemark" | "words">;
  readonly filtered: FilteredModels;
  readonly selection: Selection;
  readonly choose: (next: Selection) => void;
  readonly acts: ListActs;
  /** Why a key did nothing, where only the list is seen. */
  readonly refusal: string | undefined;
};

const ROW_HEIGHT = 48;

/** The models, each with its state in words. The list keeps the focus, and names the active row. */
export function ModelList({ view, filtered, selection, choose, acts, refusal }: Props) {
  const { rows, reading } = filtered;
  const list = useRef<HTMLElement>(null);
  const index = rows.findIndex(({ key }) => key === selection.active);
  const boxOf = (): HTMLElement | null => list.current?.querySelector<HTMLElement>(".windowed") ?? null;
  const onKeyDown = useListKeys({ rows, index, selection, choose, acts });
  useFindKey(() => list.current?.querySelector<HTMLElement>(".search-field input"));
  return (
    <nav class="list" ref={list}>
      <ModelFilter view={view} filtered={filtered} leave={() => boxOf()?.focus()} />
      <Refusal reason={refusal} />
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
        {...reading}
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
              const isSelected = selection.keys.includes(row.key);
              const of = isSelected ? selection : only(row.key);
              if (!isSelected) choose(of);
              acts.showMenu({ x: event.clientX, y: event.clientY }, of);
            }}
          />
        )}
      </WindowedList>
      {view.modelsRemark && <small class="remark dim">{view.modelsRemark}</small>}
    </nav>
  );
}
