import * as v from "valibot";
import { cleanLine } from "./clean-text.ts";

/** A whole number that cannot be negative, and that JavaScript holds exactly. */
export const countSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
);

const LONGEST_LINE = 1_000;

/** Foreign text for one line: without control characters, and cut after 1,000 characters. */
export const lineSchema = v.pipe(
  v.string(),
  v.transform((text) => cleanLine(text, LONGEST_LINE)),
);
