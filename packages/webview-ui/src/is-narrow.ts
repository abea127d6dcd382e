/** Whether a list and what is chosen in it are in the same place. */
export const isNarrow = (): boolean => matchMedia("(width < 640px)").matches;
