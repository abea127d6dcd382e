import { moveIn } from "./move-in.ts";
import { RequestLine } from "./request-row.tsx";
import type { RequestRow } from "./shown-requests.ts";
import { WindowedList } from "../windowed-list/windowed-list.tsx";

type Props = {
  readonly label: string;
  readonly rows: readonly RequestRow[];
  readonly chosen: number;
  /** `undefined`: none, by Escape or a click on the chosen row. */
  readonly choose: (key: number | undefined) => void;
};

const ROW_HEIGHT = 24;
const PAGE = 10;

/** The rows of a list: one tab stop, with arrows, Home, End and Escape. */
export function RequestRows({ label, rows, chosen, choose }: Props) {
  const index = rows.findIndex(({ key }) => key === chosen);
  const active = rows[index]?.key;
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moveIn(event.key, { index, count: rows.length, page: PAGE });
    const row = to === undefined ? undefined : rows[to];
    if (row) choose(row.key);
    else if (event.key === "Escape" && active !== undefined) choose(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <WindowedList
      rows={rows}
      rowHeight={ROW_HEIGHT}
      active={index}
      activeKey={active === undefined ? undefined : String(active)}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(active !== undefined && { "aria-activedescendant": idOf(active) })}
      onKeyDown={onKeyDown}
    >
      {(row, { index: _index, ...place }) => (
        <RequestLine
          key={row.key}
          row={row}
          attributes={{
            ...place,
            id: idOf(row.key),
            role: "option",
            "aria-selected": row.key === active,
            onClick: () => choose(row.key === active ? undefined : row.key),
          }}
        />
      )}
    </WindowedList>
  );
}

const idOf = (key: number): string => `request-${key}`;
