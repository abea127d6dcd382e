import type { InspectorView } from "@paddock/core/views";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { useIsRead } from "../../use-is-read.ts";
import { WindowedList } from "../windowed-list/windowed-list.tsx";
import { EventRow } from "./event-row.tsx";
import { destinationOf } from "./list-keys.ts";
import { rowsAt } from "./rows-at.ts";
import "./event-list.css";

type Props = {
  readonly timeline: NonNullable<InspectorView["open"]>["timeline"];
  readonly words: InspectorView["words"];
  /** Shows the chosen event where there is only room for one of both. */
  readonly openEvent: () => void;
};

const ROW_HEIGHT = 24;
/** Rows are asked for before they are seen. */
const MARGIN = 40;

/** All events, the newest at the bottom; the host sends the rows around those that are seen. */
export function EventList({ timeline, words, openEvent }: Props) {
  const { total, from, rows, chosenRow, chosenKey, remark } = timeline;
  const [send] = useRequest();
  const [isAtEnd, setAtEnd] = useState(true);
  /** The row that is below the head, at least in part. */
  const [top, setTop] = useState(0);
  const { isRead, reading } = useIsRead();
  const box = useRef<HTMLDivElement>(null);
  const known = useRef({ total, from, count: rows.order.length });
  known.current = { total, from, count: rows.order.length };
  const asked = useRef(-1);
  const height = useRef(0);
  const onShow = ({ scrollTop, clientHeight, scrollHeight }: HTMLElement): void => {
    // While rows are added, the person has not scrolled.
    if (height.current === scrollHeight) setAtEnd(scrollTop + clientHeight >= scrollHeight - ROW_HEIGHT);
    height.current = scrollHeight;
    const first = Math.floor(scrollTop / ROW_HEIGHT);
    setTop(Math.ceil(scrollTop / ROW_HEIGHT));
    const row = missingRow(known.current, first, first + Math.ceil(clientHeight / ROW_HEIGHT));
    if (row === undefined || row === asked.current) return;
    asked.current = row;
    send({ type: "inspector.scroll", row });
  };
  useEffect(() => void (asked.current = -1), [from]);
  const toEnd = (): void => box.current?.querySelector(".windowed")?.scrollTo({ top: total * ROW_HEIGHT });
  const isFollowing = chosenRow < 0 && isAtEnd && !isRead;
  useEffect(() => {
    if (isFollowing) toEnd();
  }, [total, isFollowing]);
  const placed = useMemo(() => rowsAt({ total, from, rows }), [total, from, rows]);
  const isChosenSent = rows.rows[chosenKey] !== undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && isChosenSent) openEvent();
    const to = destinationOf(event.key, timeline);
    if (!to) return;
    event.preventDefault();
    send({ type: "inspector.go", to });
  };
  return (
    <div class="event-list" ref={box} {...reading}>
      {remark !== "" && <p class="dim remark">{remark}</p>}
      <div class="events">
        <WindowedList
          rows={placed}
          rowHeight={ROW_HEIGHT}
          head={<div class="event minute">{placed[top]?.minute}</div>}
          active={chosenRow}
          activeKey={chosenKey}
          onShow={onShow}
          role="listbox"
          aria-label={words.events}
          tabIndex={0}
          {...(isChosenSent && { "aria-activedescendant": `event-${chosenKey}` })}
          onKeyDown={onKeyDown}
        >
          {(row, place) =>
            row.kind === "minute" && place.index === top ? null : (
              <EventRow
                key={row.key}
                row={row}
                place={place}
                isChosen={row.key === chosenKey}
                choose={() => {
                  send({ type: "inspector.go", to: { kind: "event", seq: row.seq } });
                  openEvent();
                }}
              />
            )
          }
        </WindowedList>
        {!isAtEnd && total > 0 && (
          <button type="button" class="newest quiet" onClick={toEnd}>
            {words.follow}
          </button>
        )}
      </div>
    </div>
  );
}

type Known = { readonly total: number; readonly from: number; readonly count: number };

/** The row around which more rows are needed, if any are. */
function missingRow({ total, from, count }: Known, first: number, end: number): number | undefined {
  const isThere = (row: number): boolean => row >= from && row < from + count;
  const [top, bottom] = [Math.max(0, first - MARGIN), Math.min(total - 1, end + MARGIN)];
  return total === 0 || (isThere(top) && isThere(bottom)) ? undefined : Math.round((first + end) / 2);
}
