import * as v from "valibot";

/** The data that a schema describes, deeply read-only. */
export type DataOf<Schema extends v.GenericSchema> = Immutable<v.InferOutput<Schema>>;

type Immutable<Value> = Value extends string | number | boolean | undefined
  ? Value
  : { readonly [Key in keyof Value]: Immutable<Value[Key]> };

export const text = v.string();
export const count = v.number();
/** The number of an event in the log. */
export const position = v.number();
export const flag = v.boolean();
export const texts = v.array(text);

/** One variant of a union by `kind`, with its fields. */
export const kind = <Kind extends string, Entries extends v.ObjectEntries>(name: Kind, entries: Entries) =>
  v.object({ kind: v.literal(name), ...entries });

/** The description of an event type: its name, its fields, and whether it is a fact, news or a reading. */
type Description<Kind extends EventKind = EventKind> = {
  readonly kind: Kind;
  readonly schema: v.GenericSchema<unknown, { readonly type: string }>;
};

/** Facts are kept for good. News are facts that create or remove notices. Only the last reading of each key is kept. */
export type EventKind = "fact" | "news" | "reading";

export type EventOf<Described extends readonly Description[]> = DataOf<Described[number]["schema"]>;

const describe =
  <Kind extends EventKind>(kindOfEvent: Kind) =>
  <Type extends string, Entries extends v.ObjectEntries>(type: Type, entries: Entries) => ({
    kind: kindOfEvent,
    type,
    schema: v.object({ type: v.literal(type), ...entries }),
  });

export const fact = describe("fact");
export const news = describe("news");
export const reading = describe("reading");
