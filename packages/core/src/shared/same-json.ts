/** Whether two values have the same JSON, with keys in the same order. Identical objects are not serialised. */
export const isSameJson = <Value>(a: Value, b: Value): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
