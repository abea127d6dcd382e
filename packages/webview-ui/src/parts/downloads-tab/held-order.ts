import type { DownloadRow } from "@paddock/core/views";

/**
 * The rows in the order of `held`, and new ones after them: while a person is about to press a button, no other button
 * may come to its place.
 */
export function inHeldOrder(
  rows: readonly DownloadRow[],
  held: readonly DownloadRow["key"][],
): readonly DownloadRow[] {
  const places = new Map(held.map((key, place) => [key, place]));
  const placeOf = ({ key }: DownloadRow): number => places.get(key) ?? held.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
