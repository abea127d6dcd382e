import type { Json } from "../../src/index.ts";
import { recordedExchange } from "../../src/index.ts";
import { isList, isObject } from "../../src/json.ts";

/** A row of `/api/tags` or `/api/ps`, without what depends on the machine and the moment. */
export type Row = readonly [name: string, digest: string, runner: string | undefined];

/** The rows of a recording of 0.40. */
export function recordedRows(name: string): readonly Row[] {
  return rowsOf(recordedExchange("0.40-preview", name).response.body);
}

export function rowsOf(body: Json): readonly Row[] {
  const models = isObject(body) && isList(body.models) ? body.models.filter(isObject) : [];
  const textOf = (value: Json | undefined): string | undefined =>
    typeof value === "string" ? value : undefined;
  return models.map(({ name, digest, details, runner }) => [
    textOf(name) ?? "",
    textOf(digest) ?? "",
    textOf(runner) ?? (isObject(details) ? textOf(details.runner) : undefined),
  ]);
}

/** Rows of one name are sorted by their digests, which differ here. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  const places = new Map(rows.map(([name], place) => [name, place]));
  const placeOf = ([name]: Row): number => places.get(name) ?? 0;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b) || (a[1] < b[1] ? -1 : 1));
}
