import type { ComponentChild, HTMLAttributes } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { shownRange, type Range } from "./shown-range.ts";
import "./windowed-list.css";

/** Where a row is: its style places it, and the rest tells a screen reader. */
export type Place = {
  readonly index: number;
  readonly style: Readonly<Record<string, string>>;
  readonly "aria-posinset": number;
  readonly "aria-setsize": number;
};

type Props<Row> = Omit<HTMLAttributes<HTMLDivElement>, "children"> & {
  /** Those that are not there yet leave their places free. */
  readonly rows: ArrayLike<Row | undefined>;
  /** All rows have the same height, in pixels. */
  readonly rowHeight: number;
  /** Stays at the top, over the first row that is seen; as high as a row. */
  readonly head?: ComponentChild;
  /** The room below the active row, in pixels, for what it shows there. */
  readonly roomBelow?: number;
  /** The row that is always there, and scrolled into view when it becomes another one; -1 if there is none. */
  readonly active: number;
  /** Names the active row: it is followed if this changes. Where it only moves, it is followed if it was seen. */
  readonly activeKey: string | undefined;
  /** Called when other rows may be visible. */
  readonly onShow?: (box: HTMLElement) => void;
  readonly children: (row: Row, place: Place) => ComponentChild;
};

/** A list of any length of which only the visible rows are in the page. */
export function WindowedList<Row>(props: Props<Row>) {
  const { rows, rowHeight, head, roomBelow = 0, active, activeKey, onShow, children, ...box } = props;
  const roomAbove = head ? rowHeight : 0;
  const element = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<Range>({ first: 0, end: 40 });
  /** What was seen of the list last: a shorter list is scrolled up by the browser before its rows can be followed. */
  const seen = useRef({ scrollTop: 0, clientHeight: 0 });
  const look = (): void => {
    if (element.current === null) return;
    const { scrollTop, clientHeight } = element.current;
    if (clientHeight > 0) seen.current = { scrollTop, clientHeight };
    onShow?.(element.current);
    const next = shownRange(element.current, rowHeight, roomBelow);
    setRange((before) => (before.first === next.first && before.end === next.end ? before : next));
  };
  const followed = useRef({ active: -1, activeKey, roomBelow });
  const follow = (): void => {
    const box = element.current;
    if (!box || box.clientHeight === 0) return; // A list that is not shown follows once it is.
    const before = followed.current;
    followed.current = { active, activeKey, roomBelow };
    if (active < 0) return;
    const isOther = before.activeKey !== activeKey || before.active < 0;
    // Where it moves, or something opens below it, a row that is seen stays seen.
    const hasMoved = before.active !== active || before.roomBelow !== roomBelow;
    if (isOther || (hasMoved && isSeen(seen.current, before.active * rowHeight, rowHeight)))
      scrollTo(box, active * rowHeight - roomAbove, roomAbove + rowHeight + roomBelow);
  };
  const update = (): void => {
    follow();
    look();
  };
  const updateNow = useRef(update);
  updateNow.current = update;
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => updateNow.current());
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(update, [activeKey, active, rows.length, roomBelow]);
  const topOf = (index: number): number =>
    index * rowHeight + (active >= 0 && index > active ? roomBelow : 0);
  return (
    <div
      {...box}
      ref={element}
      class="windowed"
      style={{ scrollPaddingTop: `${roomAbove}px` }}
      onScroll={look}
    >
      {head && (
        <div
          role="presentation"
          class="head"
          style={{ height: `${rowHeight}px`, marginBottom: `-${rowHeight}px` }}
        >
          {head}
        </div>
      )}
      <div role="presentation" style={{ height: `${topOf(rows.length)}px` }}>
        {indexesOf(range, active, rows.length).map((index) => {
          const row = rows[index];
          return row === undefined
            ? null
            : children(row, {
                index,
                style: { position: "absolute", top: `${topOf(index)}px`, left: "0", right: "0" },
                "aria-posinset": index + 1,
                "aria-setsize": rows.length,
              });
        })}
      </div>
    </div>
  );
}

function indexesOf({ first, end }: Range, active: number, count: number): readonly number[] {
  const last = Math.min(end, count);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  if (active < 0 || (active >= first && active < last)) return shown;
  return active < first ? [active, ...shown] : [...shown, active];
}

const isSeen = (
  { scrollTop, clientHeight }: Pick<HTMLElement, "scrollTop" | "clientHeight">,
  top: number,
  height: number,
): boolean => top + height > scrollTop && top < scrollTop + clientHeight;

function scrollTo(box: HTMLElement, top: number, height: number): void {
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
}
