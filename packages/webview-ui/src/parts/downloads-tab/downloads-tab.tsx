import { unkeyed, type DashboardView, type DownloadRow } from "@paddock/core/views";
import { useReducer, useRef } from "preact/hooks";
import { AddModel } from "../add-model/add-model.tsx";
import { Download } from "../download/download.tsx";
import { inHeldOrder } from "./held-order.ts";
import "./downloads-tab.css";

/** The field for a new download, and the downloads: running, waiting and finished. */
export function DownloadsTab({ view: { downloads, words } }: { readonly view: DashboardView }) {
  return (
    <div class="downloads">
      <AddModel words={words} />
      <DownloadList rows={unkeyed(downloads)} none={words.noDownloads} />
    </div>
  );
}

/** Its rows keep their places while the pointer or the keyboard is on one of them. */
function DownloadList({ rows, none }: { readonly rows: readonly DownloadRow[]; readonly none: string }) {
  const list = useRef<HTMLDivElement>(null);
  const held = useRef<readonly DownloadRow["key"][]>([]);
  const [, release] = useReducer((count: number) => count + 1, 0);
  const isHeld = list.current?.matches(IN_USE) ?? false;
  const shown = isHeld ? inHeldOrder(rows, held.current) : rows;
  held.current = shown.map(({ key }) => key);
  return (
    <div ref={list} onPointerLeave={release} onFocusOut={release}>
      {rows.length === 0 && <p class="empty dim">{none}</p>}
      {shown.map((row, index) => (
        <Download key={row.key} row={row} index={index} />
      ))}
    </div>
  );
}

const IN_USE = ":hover, :has(:focus-visible)";
