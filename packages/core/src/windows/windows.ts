import { parseWindowId, type WindowId } from "./window-id.ts";

/** What a window wants of the engine: somebody looks at it, or somebody has asked for something and waits. */
export type Attention = "none" | "waiting" | "looking";

/** The windows that have said something of themselves, and have not been seen to be gone. */
export type Windows = Readonly<Record<WindowId, Attention>>;

/** What a window says of itself, and that it is gone. */
export type WindowEvent =
  | { readonly type: "window.attended"; readonly window: WindowId; readonly attention: Attention }
  /** It was closed, or its process has died. */
  | { readonly type: "window.left"; readonly window: WindowId };

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

/** Whether any window but this one wants something of the engine. */
export const isAttendedByOthers = (windows: Windows, own: WindowId): boolean =>
  Object.entries(windows).some(([window, attention]) => window !== own && attention !== "none");
