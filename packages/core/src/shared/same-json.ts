/** Whether two values are the same as JSON, with their keys in the same order; the very same object is never looked into. */
export const isSameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
