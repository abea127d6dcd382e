import type { ActivityView } from "@paddock/core/views";
import type { TargetedKeyboardEvent } from "preact";
import { useState } from "preact/hooks";
import { WindowedList } from "../windowed-list/windowed-list.tsx";
import { moveIn } from "./move-in.ts";
import { RequestLine, ROW_HEIGHT } from "./request-row.tsx";
import type { RequestRow } from "./shown-requests.ts";

type Props = Pick<ActivityView, "wholeBarMs" | "showLog"> & {
  readonly label: string;
  readonly rows: readonly RequestRow[];
  readonly chosen: number;
  /** `undefined`: none, by Escape or a click on the chosen row. */
  readonly choose: (key: number | undefined) => void;
};

const PAGE = 10;

/** The rows of a list: one tab stop, with arrows, Home, End and Escape. It is a grid, since no option may have a button. */
export function RequestRows({ label, rows, chosen, choose, wholeBarMs, showLog }: Props) {
  const [lineHeight, setLineHeight] = useState(0);
  const index = rows.findIndex(({ key }) => key === chosen);
  const active = rows[index]?.key;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const to = moveIn(event.key, { index, count: rows.length, page: PAGE });
    const row = to === undefined ? undefined : rows[to];
    if (row) choose(row.key);
    else if (event.key === "Escape" && active !== undefined) choose(undefined);
    else return;
    event.preventDefault();
    // The link in a row goes with it.
    event.currentTarget.focus();
  };
  return (
    <WindowedList
      rows={rows}
      rowHeight={ROW_HEIGHT}
      roomBelow={lineHeight}
      active={index}
      activeKey={active === undefined ? undefined : String(active)}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length}
      tabIndex={0}
      {...(active !== undefined && { "aria-activedescendant": idOf(active) })}
      onKeyDown={onKeyDown}
    >
      {(row, place) => (
        <RequestLine
          key={row.key}
          row={row}
          wholeBarMs={wholeBarMs}
          attributes={{ style: place.style, id: idOf(row.key), "aria-rowindex": place.index + 1 }}
          onClick={() => choose(row.key === active ? undefined : row.key)}
          showLog={row.key === active ? showLog : undefined}
          setLineHeight={setLineHeight}
        />
      )}
    </WindowedList>
  );
}

const idOf = (key: number): string => `request-${key}`;
