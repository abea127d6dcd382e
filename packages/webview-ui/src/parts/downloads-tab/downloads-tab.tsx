import { unkeyed, type DashboardView } from "@paddock/core/views";
import { AddModel } from "../add-model/add-model.tsx";
import { Download } from "../download/download.tsx";
import "./downloads-tab.css";

/** The field for a new download, and the downloads: running, waiting and finished. */
export function DownloadsTab({ view: { downloads, words } }: { readonly view: DashboardView }) {
  const rows = unkeyed(downloads);
  return (
    <div class="downloads">
      <AddModel words={words} />
      {rows.length === 0 && <p class="empty dim">{words.noDownloads}</p>}
      {rows.map((row, index) => (
        <Download key={row.key} row={row} index={index} />
      ))}
    </div>
  );
}
