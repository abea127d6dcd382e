/** A list that is sent row by row: only changed rows are sent. */
export type Keyed<Row> = { readonly order: readonly string[]; readonly rows: Readonly<Record<string, Row>> };

export const keyed = <Row extends { readonly key: string | number }>(rows: readonly Row[]): Keyed<Row> => ({
  order: rows.map(({ key }) => String(key)),
  rows: Object.fromEntries(rows.map((row) => [String(row.key), row])),
});

export const unkeyed = <Row>({ order, rows }: Keyed<Row>): readonly Row[] =>
  order.flatMap((key) => (rows[key] === undefined ? [] : [rows[key]]));
