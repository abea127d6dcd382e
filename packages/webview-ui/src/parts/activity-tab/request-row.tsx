import type { Action, ActivityView } from "@paddock/core/views";
import type { HTMLAttributes } from "preact";
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
};

/** In pixels, as in the CSS. */
export const ROW_HEIGHT = 24;
export const LINE_HEIGHT = 32;

export const RequestLine = ({ row, wholeBarMs, attributes, onClick, showLog }: Props) => (
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
    {showLog && (
      <div class="line" role="gridcell">
        <code class="dim cut" title={row.line}>
          {row.line}
        </code>
        <ActionButton action={showLog} kind="link" />
      </div>
    )}
  </div>
);

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
