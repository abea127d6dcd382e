import * as v from "valibot";
import { EVENTS, type AppEvent, type Recorded } from "../../app/events.ts";
import { PortError } from "../../shared/failure.ts";
import { currentType, upcast, versionOf, type Context } from "./upcast.ts";

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

/** Converts an event to a row, in the newest version of its type. */
export const toRow = ({ seq, atMs, event }: Recorded): EventRow => ({
  seq,
  at: atMs,
  type: event.type,
  version: versionOf(event.type),
  data: JSON.stringify(event),
});

/**
 * Reads a row of any version; `context` comes from the rows before it. Returns `undefined` if the event is damaged.
 * Throws `PortError` of `store-newer` if a newer Paddock wrote it, and of `store-damaged` if no version could have.
 */
export function fromRow(row: unknown, context: Context): Recorded | undefined {
  const { seq, at, type, version, data } = parseRow(rowSchema, row);
  const schema = schemas.get(currentType(type));
  if (!schema || version > versionOf(type)) throw new PortError({ kind: "store-newer" });
  const json = v.safeParse(jsonSchema, parseJsonOrUndefined(data));
  const event = json.success ? v.safeParse(schema, upcast(type, version, json.output, context)) : undefined;
  return event?.success ? { seq, atMs: at, event: event.output } : undefined;
}

/** Whether an older version wrote a row, so that reading it needs the context of earlier rows. */
export function needsContext(row: unknown): boolean {
  const { type, version } = parseRow(rowSchema, row);
  return version < versionOf(type);
}

/** Parses a row. SQLite enforces the schema of its table, so a mismatch means a damaged file. */
export function parseRow<Row>(schema: v.GenericSchema<unknown, Row>, row: unknown): Row {
  const parsed = v.safeParse(schema, row);
  if (!parsed.success) throw new PortError({ kind: "store-damaged" });
  return parsed.output;
}

/** The parsed JSON, or `undefined` if it is invalid. */
export function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
