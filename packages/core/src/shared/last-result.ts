type Last<Result> = { readonly from: readonly unknown[]; readonly result: Result };

/** Remembers the last result for each key: it is computed anew only once something that it follows from is another. */
export function lastResults<Result>() {
  const known = new WeakMap<object, Last<Result>>();
  return (key: object, from: readonly unknown[], compute: () => Result): Result => {
    const last = known.get(key);
    if (last && from.every((one, index) => one === last.from[index])) return last.result;
    const result = compute();
    known.set(key, { from, result });
    return result;
  };
}
