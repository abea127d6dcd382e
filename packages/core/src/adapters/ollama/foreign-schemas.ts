import * as v from "valibot";
import { cleanLine } from "./clean-text.ts";

/** A non-negative safe integer. */
export const countSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
);

/** An odd value counts as absent, as does `null`: it does not spoil the answer that it is in. */
export const optionalOf = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.fallback(v.optional(schema), undefined);

const LONGEST_LINE = 1_000;

/** Foreign text on one line, without control characters and cut after 1,000 characters. */
export const lineSchema = v.pipe(
  v.string(),
  v.transform((text) => cleanLine(text, LONGEST_LINE)),
);
