import type { PanelModelRow } from "@paddock/core/views";

/** So many rows are passed by a page key. */
const PAGE = 8;

/** The index that a key moves to; `undefined` if it does not move. */
export function movedBy(key: string, index: number, count: number): number | undefined {
  const next = {
    ArrowDown: index + 1,
    ArrowUp: index < 0 ? count - 1 : index - 1,
    PageDown: index + PAGE,
    PageUp: index - PAGE,
    Home: 0,
    End: count - 1,
  }[key];
  return next === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, next));
}

/** What was typed in a list lately: keys that follow each other quickly belong together. */
export type Typed = { readonly text: string; readonly atMs: number };

const TOGETHER_MS = 800;

export function typedAfter(
  before: Typed,
  { key, timeStamp }: Pick<KeyboardEvent, "key" | "timeStamp">,
): Typed {
  const isNew = timeStamp - before.atMs > TOGETHER_MS;
  return { text: (isNew ? "" : before.text) + key.toLowerCase(), atMs: timeStamp };
}

/** The next row whose name begins with what was typed; a single letter goes on from the present one. */
export function foundBy({ text }: Typed, rows: readonly PanelModelRow[], index: number): number | undefined {
  const from = text.length > 1 ? Math.max(0, index) : index + 1;
  const places = rows.map((_, offset) => (from + offset) % rows.length);
  return places.find((place) => rows[place]?.name.toLowerCase().startsWith(text));
}
