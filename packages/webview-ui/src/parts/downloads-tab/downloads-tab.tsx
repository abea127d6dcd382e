import { unkeyed, type DashboardView, type DownloadRow } from "@paddock/core/views";
import { useState } from "preact/hooks";
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

/** Its rows keep their places while the pointer is on them. */
function DownloadList({ rows, none }: { readonly rows: readonly DownloadRow[]; readonly none: string }) {
  const [held, hold] = useState<readonly DownloadRow["key"][]>();
  const shown = held ? inHeldOrder(rows, held) : rows;
  return (
    <div onPointerEnter={() => hold(rows.map(({ key }) => key))} onPointerLeave={() => hold(undefined)}>
      {rows.length === 0 && <p class="empty dim">{none}</p>}
      {shown.map((row, index) => (
        <Download key={row.key} row={row} index={index} />
      ))}
    </div>
  );
}
