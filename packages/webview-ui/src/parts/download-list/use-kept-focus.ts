import type { DownloadRow } from "@paddock/core/views";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Keeps the focus in a list whose rows move and go: on its row, or on the one that has come to its place. An element that
 * is moved or removed loses the focus without an event. Returns what listens to the focus.
 */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  keys: readonly DownloadRow["key"][],
): (key: DownloadRow["key"] | undefined) => void {
  const focused = useRef<{ readonly key: DownloadRow["key"]; readonly index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = focused;
    if (!current || document.activeElement !== document.body) return;
    const index = keys.indexOf(current.key);
    const rows = list.current?.querySelectorAll<HTMLElement>(".download") ?? [];
    const next = rows[index >= 0 ? index : Math.min(current.index, rows.length - 1)];
    (next ?? list.current)?.focus();
  }, [keys.join(" ")]);
  return (key) => (focused.current = key === undefined ? undefined : { key, index: keys.indexOf(key) });
}
