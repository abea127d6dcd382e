import { branded, type Branded } from "../shared/brand.ts";

/** One VS Code window, until it is closed; a window that is reloaded gets a new id. */
export type WindowId = Branded<"WindowId">;

/** Parses an id from an event or a file name; `undefined` where the text is not a valid id. */
export function parseWindowId(text: string): WindowId | undefined {
  return /^[\w-]{1,64}$/.test(text) ? (text as WindowId) : undefined;
}

export const windowIdSchema = branded(parseWindowId, "not a window id");
