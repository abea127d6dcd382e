import type { Action, ActivityView } from "@paddock/core/views";
import type { HTMLAttributes } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ActionButton } from "../action-button/action-button.tsx";
import { Icon } from "../icon/icon.tsx";
import type { RequestRow } from "./shown-requests.ts";

type Props = {
  readonly row: RequestRow;
  /** The time that fills a bar, in milliseconds. */
  readonly wholeBarMs: number;
  readonly attributes: HTMLAttributes<HTMLDivElement>;
  readonly onClick: () => void;
  /** Of the chosen row, which shows its line of the log below itself. */
  readonly showLog: Action | undefined;
  /** Told the height of that line, in pixels. */
  readonly setLineHeight: (height: number) => void;
};

/** In pixels, as in the CSS. */
export const ROW_HEIGHT = 24;

export const RequestLine = ({ row, wholeBarMs, attributes, onClick, showLog, setLineHeight }: Props) => (
  <div {...attributes} role="row" aria-selected={showLog !== undefined}>
    <div class="request" role="presentation" onClick={onClick}>
      <span role="gridcell" class="time">
        {row.time}
      </span>
      <span role="gridcell" class="client narrow-hides">
        {row.client}
      </span>
      <span role="gridcell" class="what" title={`${row.method} ${row.path}`}>
        <code>
          <span class="dim narrow-hides">{row.method} </span>
          {row.path}
        </code>
        {row.timesText && <span class="dim"> {row.timesText}</span>}
      </span>
      <span role="gridcell" class="model" title={row.model}>
        {row.model}
      </span>
      <span role="gridcell" class={`status ${row.tone}`} title={row.note}>
        {row.tone === "wrong" && <Icon name="error" />}
        {row.tone === "warn" && <Icon name="warning" />}
        {row.status}
      </span>
      <span role="gridcell" class="note dim" title={row.note}>
        {row.note}
      </span>
      <span role="gridcell" class="took" title={row.took}>
        {row.took}
      </span>
      <span role="presentation" class="time-bar">
        <i style={{ width: `${Math.max(1, (row.longestMs / wholeBarMs) * 100)}%` }} />
      </span>
    </div>
    {showLog && <RawLine row={row} showLog={showLog} setHeight={setLineHeight} />}
  </div>
);

type RawLineProps = {
  readonly row: RequestRow;
  readonly showLog: Action;
  readonly setHeight: (height: number) => void;
};

function RawLine({ row, showLog, setHeight }: RawLineProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = (): void => setHeight(element.current?.offsetHeight ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={element} class="line" role="gridcell">
      {row.note !== "" && <span class="reason">{row.note}</span>}
      <code class="dim">{row.line}</code>
      <ActionButton action={showLog} kind="link" />
    </div>
  );
}

type Heads = ActivityView["words"]["heads"];

export const RequestHeads = ({ heads }: { readonly heads: Heads }) => (
  <div class="request heads" aria-hidden="true">
    <span class="time">{heads.time}</span>
    <span class="narrow-hides">{heads.client}</span>
    <span>{heads.request}</span>
    <span>{heads.model}</span>
    <span>{heads.status}</span>
    <span class="note" />
    <span class="took">{heads.took}</span>
    <span class="time-bar" />
  </div>
);
