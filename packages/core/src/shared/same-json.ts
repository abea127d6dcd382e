/** Whether two values have the same JSON, with keys in the same order. Identical objects are not serialised. */
export const isSameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
