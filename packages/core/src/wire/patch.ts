/** Any JSON value. Views are JSON, so that they can be sent and compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A change at one path: `[path, value]` sets the value, `[path]` removes it. */
type Change = readonly [path: readonly string[], value: Json] | readonly [path: readonly string[]];
export type Patch = readonly Change[];

type JsonObject = { readonly [key: string]: Json };

/** The patch from `before` to `after`. Identical objects are skipped; changed arrays are sent whole. */
export function diff(before: Json, after: Json): Patch {
  const changes: Change[] = [];
  collect([], before, after, changes);
  return changes;
}

/** Unchanged parts stay the same object, so that renderers can compare by identity. */
export const apply = (value: Json, patch: Patch): Json =>
  patch.reduce<Json>(
    (current, change) => put(current, change[0], change.length === 2 ? change[1] : undefined),
    value,
  );

function collect(path: readonly string[], before: Json | undefined, after: Json, changes: Change[]): void {
  if (before === after) return;
  if (!isObject(before) || !isObject(after)) {
    if (!isSameJson(before, after)) changes.push([path, after]);
    return;
  }
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) changes.push([[...path, key]]);
  for (const key of Object.keys(after)) {
    const value = after[key];
    if (value !== undefined)
      collect([...path, key], Object.hasOwn(before, key) ? before[key] : undefined, value, changes);
  }
}

function put(target: Json, [key, ...rest]: readonly string[], value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  const object: JsonObject = isObject(target) ? target : {};
  const { [key]: old, ...others } = object;
  if (rest.length === 0 && value === undefined) return others;
  return { ...object, [key]: put(old ?? null, rest, value) };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSameJson = (a: Json | undefined, b: Json): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
