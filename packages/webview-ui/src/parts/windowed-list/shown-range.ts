/** Indexes of rows: from `first` up to `end`, without it. */
export type Range = { readonly first: number; readonly end: number };

/** So many rows beyond the visible ones are there, for a wheel that turns faster than a frame is drawn. */
const BEYOND = 10;

/** `roomBelow` is free below one of the rows, in pixels: it may be above those that are seen. */
export function shownRange(
  { scrollTop, clientHeight }: Pick<HTMLElement, "scrollTop" | "clientHeight">,
  rowHeight: number,
  roomBelow: number,
): Range {
  const first = Math.max(0, Math.floor((scrollTop - roomBelow) / rowHeight) - BEYOND);
  return { first, end: Math.ceil((scrollTop + clientHeight) / rowHeight) + BEYOND };
}
