import type { DashboardView, DownloadRow } from "@paddock/core/views";
import { useContext } from "preact/hooks";
import { RequestsContext } from "../../requests.ts";
import { DownloadList } from "../download-list/download-list.tsx";

type Props = { readonly rows: readonly DownloadRow[]; readonly words: DashboardView["downloadsTab"] };

/** The finished downloads, in a fold that only the person opens. */
export function Finished({ rows, words }: Props) {
  const { send } = useContext(RequestsContext);
  if (rows.length === 0) return null;
  return (
    <details class="finished">
      <summary>
        {words.finished}
        <small>{words.finishedNote}</small>
      </summary>
      <DownloadList rows={rows} label={words.finished} onMove={() => {}} />
      <p>
        <button
          class="small-button"
          onClick={() => rows.forEach(({ key: id }) => send({ type: "download.clear", id }))}
        >
          {words.clearAll}
        </button>
      </p>
    </details>
  );
}
