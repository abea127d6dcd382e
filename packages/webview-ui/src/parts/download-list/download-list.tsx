import type { ActionRequest, DownloadRow } from "@paddock/core/views";
import { useRef, useState } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { Download } from "../download/download.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { useDrag } from "./use-drag.ts";
import { useKeptFocus } from "./use-kept-focus.ts";
import "./download-list.css";

type Props = {
  readonly rows: readonly DownloadRow[];
  readonly label: string;
  /** The order is about to change because a person wants it. */
  readonly onMove: () => void;
};

/** A list of downloads: one stop of the Tab key, with arrow keys inside. */
export function DownloadList({ rows, label, onMove }: Props) {
  const [send, refusal] = useRequest(rows.map(({ key, offers }) => [key, offers]));
  const [current, setCurrent] = useState<DownloadRow["key"]>();
  const list = useRef<HTMLUListElement>(null);
  const keys = rows.map(({ key }) => key);
  const tellFocus = useKeptFocus(list, keys);
  const move = (request: ActionRequest): void => {
    onMove();
    send(request);
  };
  const drag = useDrag(rows, move);
  const stop = rows.some(({ key }) => key === current) ? current : keys[0];
  const press = (event: KeyboardEvent, row: DownloadRow): void => {
    const request = requestOf(event, row);
    if (request) (event.altKey ? move : send)(request);
    const to = placeAfter(event, keys.indexOf(row.key), rows.length);
    if (to !== undefined) list.current?.querySelectorAll<HTMLElement>(".download")[to]?.focus();
    if (request ?? to !== undefined) event.preventDefault();
  };
  return (
    <>
      <ul class="download-list" aria-label={label} ref={list} tabIndex={-1}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            class={`download${drag.lookOf(row)}`}
            tabIndex={row.key === stop ? 0 : -1}
            aria-label={`${row.label}, ${row.line.word}`}
            title={row.hover.join("\n")}
            onKeyDown={(event) => {
              if (event.target === event.currentTarget || event.altKey) press(event, row);
            }}
            onFocusIn={() => {
              setCurrent(row.key);
              tellFocus(row.key);
            }}
            onFocusOut={({ relatedTarget }) => {
              if (relatedTarget instanceof Node && !list.current?.contains(relatedTarget))
                tellFocus(undefined);
            }}
            {...drag.of(row)}
          >
            <Download row={row} index={index} isCurrent={row.key === stop} />
          </li>
        ))}
      </ul>
      <Refusal reason={refusal} />
    </>
  );
}

/** What a key asks of a row, if it is offered. */
function requestOf({ key, altKey }: KeyboardEvent, row: DownloadRow): ActionRequest | undefined {
  const { key: id, offers, actions } = row;
  if (altKey && key === "ArrowUp" && offers.includes("download.move-up"))
    return { type: "download.move-up", id };
  if (altKey && key === "ArrowDown" && offers.includes("download.move-down"))
    return { type: "download.move-down", id };
  if (altKey) return undefined;
  if (key === "Delete" && offers.includes("download.cancel")) return { type: "download.ask-to-cancel", id };
  if (key === "Delete" && offers.includes("download.clear")) return { type: "download.clear", id };
  return key === "Enter" ? actions[0]?.request : undefined;
}

/** The row to which a key leads. */
function placeAfter({ key, altKey }: KeyboardEvent, index: number, count: number): number | undefined {
  if (altKey) return undefined;
  switch (key) {
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "ArrowDown":
      return Math.min(count - 1, index + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
