import type { EventRow } from "@paddock/core/views";
import { useLayoutEffect, useRef } from "preact/hooks";
import "./event-list.css";

type Props = {
  readonly label: string;
  readonly rows: readonly EventRow[];
  readonly none: string;
  readonly chosen: number | undefined;
  readonly choose: (key: number) => void;
};

/** The events, the newest at the bottom. A list that is scrolled to the bottom stays there. */
export function EventList({ label, rows, none, chosen, choose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const newest = rows.at(-1)?.key;
  useLayoutEffect(() => {
    const { current } = list;
    if (current && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [newest]);
  const remember = ({ scrollTop, clientHeight, scrollHeight }: HTMLDivElement): void => {
    isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 24;
  };
  return (
    <div
      ref={list}
      class="events"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      onScroll={({ currentTarget }) => remember(currentTarget)}
    >
      {rows.map(({ key, atMs, type, detail, isFact }) => (
        <div
          key={key}
          role="option"
          aria-selected={key === chosen}
          class={`event ${key === chosen ? "on" : ""} ${isFact ? "fact" : "reading"}`}
          onClick={() => choose(key)}
        >
          <span class="num dim">{key}</span>
          <span class="dim">{clockTime(atMs)}</span>
          <span class="what">
            {type} <span class="dim">{detail}</span>
          </span>
        </div>
      ))}
      {rows.length === 0 && <p class="empty dim">{none}</p>}
    </div>
  );
}

/** "14:02:07.114", in local time. */
function clockTime(atMs: number): string {
  const date = new Date(atMs);
  const two = (count: number): string => String(count).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
