import * as v from "valibot";
import { count, text, type DataOf } from "../shared/described.ts";

/** What is shown of the program that holds a port, and remembered. Its arguments are not: they may have secrets. */
export const shownHolderSchema = v.object({
  pid: v.exactOptional(count),
  name: v.exactOptional(text),
  /** The user that runs it. */
  user: v.exactOptional(text),
});
export type ShownHolder = DataOf<typeof shownHolderSchema>;
