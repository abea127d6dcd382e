import { unkeyed, type DashboardView, type DownloadRow } from "@paddock/core/views";
import { useState } from "preact/hooks";
import { inHeldOrder } from "../../held-order.ts";
import { useRequest } from "../../requests.ts";
import { DownloadList } from "../download-list/download-list.tsx";
import { Icon } from "../icon/icon.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { SectionHead } from "../section/section.tsx";
import { Finished } from "./finished.tsx";
import { useNews } from "./use-news.ts";

/** What is coming, and below it what has come. Its rows keep their places while the pointer is on them. */
export function Queue({ view: { downloads, downloadsTab: words } }: { readonly view: DashboardView }) {
  const rows = unkeyed(downloads);
  const [held, hold] = useState<readonly DownloadRow["key"][]>([]);
  const [send, refusal] = useRequest(words.forAll);
  const news = useNews(rows);
  const isNow = ({ key, isFinished }: DownloadRow): boolean => !isFinished || held.includes(key);
  const shown = inHeldOrder(rows.filter(isNow), held);
  return (
    <section class="queue">
      <SectionHead
        title={words.now}
        note={words.atOnce}
        controls={words.forAll.map(({ label, request }) => (
          <button
            key={request.type}
            class="icon-button"
            aria-label={label}
            title={label}
            onClick={() => send(request)}
          >
            <Icon name={request.type === "download.pause-all" ? "debug-pause" : "play"} />
          </button>
        ))}
      />
      <Refusal reason={refusal} />
      <div
        onPointerEnter={() => hold(shown.map(({ key }) => key))}
        onPointerLeave={() => hold([])}
        title={words.keys}
      >
        {rows.length === 0 && <p class="dim">{words.none}</p>}
        <DownloadList rows={shown} label={words.now} onMove={() => hold([])} />
      </div>
      <Finished rows={rows.filter((row) => !isNow(row))} words={words} />
      <p class="only-read" role="status">
        {news}
      </p>
    </section>
  );
}
