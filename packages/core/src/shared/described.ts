import * as v from "valibot";

/** The data that a schema describes; it never changes. */
export type DataOf<Schema extends v.GenericSchema> = Immutable<v.InferOutput<Schema>>;

type Immutable<Value> = Value extends string | number | boolean | undefined
  ? Value
  : { readonly [Key in keyof Value]: Immutable<Value[Key]> };

/** Any text. */
export const text = v.string();
/** Any number. */
export const count = v.number();
/** The position of an event in the one order. */
export const position = v.number();
/** True or false. */
export const flag = v.boolean();
/** Several texts. */
export const texts = v.array(text);

/** One kind of several, with what is known of it. */
export const kind = <Kind extends string, Entries extends v.ObjectEntries>(name: Kind, entries: Entries) =>
  v.object({ kind: v.literal(name), ...entries });

/** An event: the one place that says its name, what it holds, how it is stored, and what it is for. */
export type Description<Kind extends EventKind = EventKind> = {
  readonly kind: Kind;
  readonly schema: v.GenericSchema<unknown, { readonly type: string }>;
};

/**
 * Facts are kept for good. News are facts that create or remove notices. Of readings, only the last one of each key is
 * kept.
 */
export type EventKind = "fact" | "news" | "reading";

/** The events that are described. */
export type EventOf<Described extends readonly Description[]> = DataOf<Described[number]["schema"]>;

const describe =
  <Kind extends EventKind>(kindOfEvent: Kind) =>
  <Type extends string, Entries extends v.ObjectEntries>(type: Type, entries: Entries) => ({
    kind: kindOfEvent,
    type,
    schema: v.object({ type: v.literal(type), ...entries }),
  });

/** Describes a fact. */
export const fact = describe("fact");
/** Describes a fact that creates or removes notices. */
export const news = describe("news");
/** Describes a reading. */
export const reading = describe("reading");
