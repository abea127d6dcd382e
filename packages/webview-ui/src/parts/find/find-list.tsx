import type { FindRow, FindView } from "@paddock/core/views";
import { useRef, useState } from "preact/hooks";
import { usePersistedState } from "../../persisted-state.ts";
import { SectionHead } from "../section/section.tsx";
import { FindResult } from "./find-result.tsx";

type Props = Pick<FindView["groups"][number], "title" | "note"> & {
  /** Which group of models it is. */
  readonly place: string;
  readonly rows: readonly FindRow[];
  /** Whether the person is in this one: only one button of the page is the primary one. */
  readonly isEntered: boolean;
  readonly enter: () => void;
  /** How many are shown at first. */
  readonly most: number | undefined;
  readonly showAll: string;
  /** What the button of the sizes without room is called. */
  readonly moreSizes: string;
};

/** The models of one place: one stop of the Tab key, with arrow keys inside. */
export function FindList({ place, title, note, rows, isEntered, enter, most, showAll, moreSizes }: Props) {
  const [isWhole, setWhole] = usePersistedState<boolean>(`whole:${place}`, false);
  const [current, setCurrent] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const shown = isWhole || most === undefined ? rows : rows.slice(0, most);
  const stop = shown.some(({ key }) => key === current) ? current : shown[0]?.key;
  const go = (to: number): void => {
    const all = list.current?.querySelectorAll<HTMLElement>(".find-row") ?? [];
    all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
  };
  return (
    <>
      <SectionHead title={title} note={note} />
      <ul ref={list} aria-label={title}>
        {shown.map((row, index) => (
          <FindResult
            key={row.key}
            row={row}
            isCurrent={row.key === stop}
            isPrimary={isEntered && row.key === stop}
            more={moreSizes}
            onFocus={() => {
              setCurrent(row.key);
              enter();
            }}
            go={(key) => go(placeAfter(key, index, shown.length))}
          />
        ))}
      </ul>
      {shown.length < rows.length && (
        <p class="all">
          <button class="link" onClick={() => setWhole(true)}>
            {showAll}
          </button>
        </p>
      )}
    </>
  );
}

function placeAfter(key: string, index: number, count: number): number {
  switch (key) {
    case "ArrowUp":
      return index - 1;
    case "ArrowDown":
      return index + 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return index;
  }
}
