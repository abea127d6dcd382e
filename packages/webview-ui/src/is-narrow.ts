const narrow = matchMedia("(width < 640px)");

/** Whether a list and what is chosen in it are in the same place. */
export const isNarrow = (): boolean => narrow.matches;

/** Returns how to stop that. */
export function whenNarrowChanges(changed: () => void): () => void {
  narrow.addEventListener("change", changed);
  return () => narrow.removeEventListener("change", changed);
}
