/** A list that crosses the wire row by row: only rows that differ are sent. */
export type Keyed<Row> = { readonly order: readonly string[]; readonly rows: Readonly<Record<string, Row>> };

/** Rows, as they cross the wire. */
export const keyed = <Row extends { readonly key: string | number }>(rows: readonly Row[]): Keyed<Row> => ({
  order: rows.map(({ key }) => String(key)),
  rows: Object.fromEntries(rows.map((row) => [String(row.key), row])),
});

/** The rows again, in their order. */
export const unkeyed = <Row>({ order, rows }: Keyed<Row>): readonly Row[] =>
  order.flatMap((key) => (rows[key] === undefined ? [] : [rows[key]]));
