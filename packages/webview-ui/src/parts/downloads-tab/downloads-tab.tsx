import type { DashboardView } from "@paddock/core/views";
import { AddModel } from "../add-model/add-model.tsx";
import { Queue } from "./queue.tsx";
import "./downloads-tab.css";

/** The field for a new download, and the downloads: running, waiting and finished. */
export function DownloadsTab({ view }: { readonly view: DashboardView }) {
  return (
    <div class="downloads">
      <AddModel words={view.words} />
      <Queue view={view} />
    </div>
  );
}
