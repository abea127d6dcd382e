import * as v from "valibot";
import { reading, type DataOf, type EventOf } from "../shared/described.ts";
import { parseWindowId, windowIdSchema as window, type WindowId } from "./window-id.ts";

/** What a window wants of the leader: it is looked at, or something was asked for in it and is waited for. */
const attentionSchema = v.picklist(["none", "waiting", "looking"]);
export type Attention = DataOf<typeof attentionSchema>;

/** The windows that have said something of themselves, and have not been seen to be gone. */
export type Windows = Readonly<Record<WindowId, Attention>>;

/** What a window says of itself, and that it is gone. */
export const WINDOW_EVENTS = [
  reading("window.attended", { window, attention: attentionSchema }),
  /** It was closed, or its process has died. */
  reading("window.left", { window }),
] as const;
export type WindowEvent = EventOf<typeof WINDOW_EVENTS>;

/** No window has said anything yet. */
export const initialWindows: Windows = {};

/** Which windows there are and what they want, once an event has been added. */
export function evolveWindows(windows: Windows, event: WindowEvent): Windows {
  if (event.type === "window.attended") return { ...windows, [event.window]: event.attention };
  const { [event.window]: _gone, ...others } = windows;
  return others;
}

/** The windows that have said something, and are not known to be gone. */
export const knownWindows = (windows: Windows): readonly WindowId[] =>
  Object.keys(windows).flatMap((text) => parseWindowId(text) ?? []);

/** Whether somebody looks at any window. */
export const isLookedAt = (windows: Windows): boolean => Object.values(windows).includes("looking");

/** Whether any window but this one wants something of the leader. */
export const isAttendedByOthers = (windows: Windows, own: WindowId): boolean =>
  Object.entries(windows).some(([window, attention]) => window !== own && attention !== "none");
