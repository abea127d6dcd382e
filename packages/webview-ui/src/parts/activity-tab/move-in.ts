type Place = {
  /** -1: no row is chosen. */
  readonly index: number;
  readonly count: number;
  /** The rows of a page. */
  readonly page: number;
};

/** The row to which a key leads in a list; `undefined` if it leads to none. */
export function moveIn(key: string, { index, count, page }: Place): number | undefined {
  if (count === 0) return undefined;
  const to = destination(key, index, page, count - 1);
  return to === undefined ? undefined : Math.min(count - 1, Math.max(0, to));
}

function destination(key: string, index: number, page: number, last: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "PageDown":
      return index + page;
    case "PageUp":
      return index - page;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}
