import type { DownloadRow } from "@paddock/core/views";
import { useEffect, useRef, useState } from "preact/hooks";

/** What is said of a download that has just become complete; those that were before are not told. */
export function useNews(rows: readonly DownloadRow[]): string {
  const told = useRef<ReadonlyMap<DownloadRow["key"], string> | undefined>(undefined);
  const [news, setNews] = useState("");
  useEffect(() => {
    const before = told.current;
    told.current = new Map(rows.map((row) => [row.key, row.news]));
    const fresh = rows.find((row) => row.news !== "" && before?.get(row.key) === "");
    if (fresh) setNews(fresh.news);
  }, [rows.map(({ key, news: said }) => `${key} ${said}`).join("\n")]);
  return news;
}
