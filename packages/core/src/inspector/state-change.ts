/** Any value that a state is made of. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

type Path = readonly string[];

/** A change at one path; without `before` the value was added, without `after` it was removed. */
export type Change = { readonly path: Path; readonly before?: Value; readonly after?: Value };

/** What differs, in the order of `before`. Objects and lists are compared inside; identical parts are skipped. */
export function changesBetween(before: Value, after: Value, path: Path = []): readonly Change[] {
  if (before === after) return [];
  if (isObject(before) && isObject(after)) return changesOfKeys(before, after, path);
  if (isList(before) && isList(after)) return changesOfItems(before, after, path);
  return isSame(before, after) ? [] : [{ path, before, after }];
}

/** The value after the changes; that of `changesBetween(before, after)` is `after`. */
export const applyChanges = (before: Value, changes: readonly Change[]): Value =>
  changes.reduce<Value>((value, { path, after }) => put(value, path, after) ?? null, before);

type Fields = { readonly [key: string]: Value };

function changesOfKeys(before: Fields, after: Fields, path: Path): readonly Change[] {
  const changed = Object.entries(before).flatMap(([key, value]): readonly Change[] => {
    const next = ownOf(after, key);
    return next === undefined
      ? [{ path: [...path, key], before: value }]
      : changesBetween(value, next, [...path, key]);
  });
  const added = Object.entries(after).filter(([key]) => ownOf(before, key) === undefined);
  return [...changed, ...added.map(([key, value]): Change => ({ path: [...path, key], after: value }))];
}

/** Items that were added or removed at the end are changes of their own; other lists of another length are one change. */
function changesOfItems(before: readonly Value[], after: readonly Value[], path: Path): readonly Change[] {
  const shared = Math.min(before.length, after.length);
  const isAtEnd = before.slice(0, shared).every((item, index) => isSame(item, after[index] ?? null));
  if (before.length !== after.length && !isAtEnd) return [{ path, before, after }];
  const at = (index: number): Path => [...path, String(index)];
  const inside = before
    .slice(0, shared)
    .flatMap((item, index) => changesBetween(item, after[index] ?? null, at(index)));
  const added = after.slice(shared).map((item, index): Change => ({ path: at(shared + index), after: item }));
  // From the end, so that the places of the others stay what they are.
  const removed = before
    .slice(shared)
    .map((item, index): Change => ({ path: at(shared + index), before: item }));
  return [...inside, ...added, ...removed.toReversed()];
}

function put(target: Value, [key, ...rest]: Path, value: Value | undefined): Value | undefined {
  if (key === undefined) return value;
  if (isList(target)) {
    const next = put(target[Number(key)] ?? null, rest, value);
    return next === undefined ? target.toSpliced(Number(key), 1) : target.toSpliced(Number(key), 1, next);
  }
  const { [key]: old, ...others } = isObject(target) ? target : {};
  const next = put(old ?? null, rest, value);
  return next === undefined ? others : { ...(isObject(target) && target), [key]: next };
}

const ownOf = (fields: Fields, key: string): Value | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;

const isObject = (value: Value): value is Fields =>
  typeof value === "object" && value !== null && !isList(value);

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

const isSame = (a: Value, b: Value): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
