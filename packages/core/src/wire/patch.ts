/** Any JSON value. Views are JSON, so that they can be sent and compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A change at one path: `[path, value]` sets the value, `[path]` removes it, and `[path, more, "append"]` appends to a
 * text.
 */
type Change =
  | readonly [path: readonly string[], value: Json]
  | readonly [path: readonly string[]]
  | readonly [path: readonly string[], more: string, how: "append"];
export type Patch = readonly Change[];

type JsonObject = { readonly [key: string]: Json };

/** Shorter texts are sent whole. */
const APPENDED_FROM = 64;

/**
 * The patch from `before` to `after`. Identical objects are skipped; changed arrays are sent whole. Of a long text that
 * has grown, only its new end is sent.
 */
export function diff(before: Json, after: Json): Patch {
  const changes: Change[] = [];
  collect([], before, after, changes);
  return changes;
}

/** Unchanged parts stay the same object, so that renderers can compare by identity. */
export const apply = (value: Json, patch: Patch): Json => applied(value, patch, 0) ?? null;

/**
 * The value after changes of it or of what is in it; `depth` is the length of its own path. An object is copied once for
 * all of them, since it may have thousands of keys.
 */
function applied(value: Json | undefined, changes: Patch, depth: number): Json | undefined {
  const last = changes.findLastIndex(([path]) => path.length === depth);
  const own = changes[last];
  const whole = own ? changed(applied(value, changes.slice(0, last), depth), own) : value;
  const within = changes.slice(last + 1);
  if (within.length === 0) return whole;
  const entries = new Map(isObject(whole) ? Object.entries(whole) : []);
  for (const [key = "", some] of Map.groupBy(within, ([path]) => path[depth])) {
    const after = applied(entries.get(key), some, depth + 1);
    if (after === undefined) entries.delete(key);
    else entries.set(key, after);
  }
  return Object.fromEntries(entries);
}

function changed(old: Json | undefined, change: Change): Json | undefined {
  if (change.length === 1) return undefined;
  return change.length === 2 ? change[1] : `${typeof old === "string" ? old : ""}${change[1]}`;
}

function collect(path: readonly string[], before: Json | undefined, after: Json, changes: Change[]): void {
  if (before === after) return;
  if (!isObject(before) || !isObject(after)) {
    const more = appendedTo(before, after);
    if (more !== undefined) changes.push([path, more, "append"]);
    else if (!isSameJson(before, after)) changes.push([path, after]);
    return;
  }
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) changes.push([[...path, key]]);
  for (const key of Object.keys(after)) {
    const value = after[key];
    if (value !== undefined)
      collect([...path, key], Object.hasOwn(before, key) ? before[key] : undefined, value, changes);
  }
}

/** What a long text has grown by; `undefined` if it is not its end that has changed. */
const appendedTo = (before: Json | undefined, after: Json): string | undefined =>
  typeof before === "string" &&
  typeof after === "string" &&
  before.length >= APPENDED_FROM &&
  after.length > before.length &&
  after.startsWith(before)
    ? after.slice(before.length)
    : undefined;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSameJson = (a: Json | undefined, b: Json): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
