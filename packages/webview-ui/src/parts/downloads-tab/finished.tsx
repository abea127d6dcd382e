import type { DashboardView, DownloadRow } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";
import { DownloadList } from "../download-list/download-list.tsx";
import { Refusal } from "../refusal/refusal.tsx";

type Props = { readonly rows: readonly DownloadRow[]; readonly words: DashboardView["downloadsTab"] };

/** The finished downloads, in a fold that only the person opens. */
export function Finished({ rows, words }: Props) {
  const [send, refusal] = useRequest(rows.map(({ key }) => key));
  if (rows.length === 0) return null;
  return (
    <details class="finished">
      <summary>
        {words.finished}
        <small>{words.finishedNote}</small>
      </summary>
      <DownloadList rows={rows} label={words.finished} onMove={() => {}} />
      <p>
        <button class="small-button" onClick={() => send({ type: "download.clear-all" })}>
          {words.clearAll}
        </button>
        <Refusal reason={refusal} />
      </p>
    </details>
  );
}
