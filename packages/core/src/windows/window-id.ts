import { branded, type Branded } from "../shared/brand.ts";

/** One of VS Code's windows, from its opening to its end; a window that is reloaded gets another id. */
export type WindowId = Branded<"WindowId">;

/** Parses an id that an event or a file name holds; `undefined` where the text cannot be one. */
export function parseWindowId(text: string): WindowId | undefined {
  return /^[\w-]{1,64}$/.test(text) ? (text as WindowId) : undefined;
}

/** A window id, in what comes from outside. */
export const windowIdSchema = branded(parseWindowId, "not a window id");
