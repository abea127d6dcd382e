import * as v from "valibot";
import { EVENTS, type AppEvent, type Recorded } from "../../app/events.ts";
import { PortError } from "../../shared/failure.ts";
import { currentType, upcast, versionOf, type Context } from "./upcast.ts";

/** An event as a row of a table. */
export type EventRow = {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly version: number;
  readonly data: string;
};

const rowSchema = v.object({
  seq: v.number(),
  at: v.number(),
  type: v.string(),
  version: v.number(),
  data: v.string(),
});

const jsonSchema = v.record(v.string(), v.unknown());

const schemas = new Map<string, v.GenericSchema<unknown, AppEvent>>(
  EVENTS.map(({ type, schema }) => [type, schema]),
);

/** Makes a row of an event, in the newest version of its type. */
export const toRow = ({ seq, atMs, event }: Recorded): EventRow => ({
  seq,
  at: atMs,
  type: event.type,
  version: versionOf(event.type),
  data: JSON.stringify(event),
});

/**
 * Reads a row, of whatever version; `context` is what the rows before it have said. `undefined` where its event is
 * damaged; throws `PortError` of `store-newer` where a newer version of us wrote it, and of `store-damaged` where no
 * version did.
 */
export function fromRow(row: unknown, context: Context): Recorded | undefined {
  const { seq, at, type, version, data } = shaped(rowSchema, row);
  const schema = schemas.get(currentType(type));
  if (!schema || version > versionOf(type)) throw new PortError({ kind: "store-newer" });
  const json = v.safeParse(jsonSchema, parsedJson(data));
  const event = json.success ? v.safeParse(schema, upcast(type, version, json.output, context)) : undefined;
  return event?.success ? { seq, atMs: at, event: event.output } : undefined;
}

/** Whether a row was written by an older version, which left out what the rows before it had said. */
export function needsContext(row: unknown): boolean {
  const { type, version } = shaped(rowSchema, row);
  return version < versionOf(type);
}

/** A row in the shape that its table gives to all rows; another one is none that SQLite has written. */
export function shaped<Row>(schema: v.GenericSchema<unknown, Row>, row: unknown): Row {
  const parsed = v.safeParse(schema, row);
  if (!parsed.success) throw new PortError({ kind: "store-damaged" });
  return parsed.output;
}

/** What a text says; `undefined` where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
