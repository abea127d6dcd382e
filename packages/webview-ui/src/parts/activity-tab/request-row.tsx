import type { ActivityView } from "@paddock/core/views";
import type { HTMLAttributes } from "preact";
import { Icon } from "../icon/icon.tsx";
import type { RequestRow } from "./shown-requests.ts";

type Props = { readonly row: RequestRow; readonly attributes: HTMLAttributes<HTMLDivElement> };

export const RequestLine = ({ row, attributes }: Props) => (
  <div {...attributes} class="request">
    <span class="time">{row.time}</span>
    <span class="client narrow-hides">{row.client}</span>
    <span class="what" title={`${row.method} ${row.path}`}>
      <code>
        <span class="dim narrow-hides">{row.method} </span>
        {row.path}
      </code>
      {row.timesText && <span class="dim"> {row.timesText}</span>}
    </span>
    <span class="model" title={row.model}>
      {row.model}
    </span>
    <span class={`status ${row.tone}`}>
      {row.tone === "wrong" && <Icon name="error" />}
      {row.tone === "warn" && <Icon name="warning" />}
      {row.status}
    </span>
    <span class="note dim least" title={row.note}>
      {row.note}
    </span>
    <span class="took" title={row.took}>
      {row.took}
    </span>
    <span class="time-bar least">
      <i style={{ width: `${Math.max(1, row.share * 100)}%` }} />
    </span>
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
    <span class="least" />
    <span class="took">{heads.took}</span>
    <span class="least" />
  </div>
);
