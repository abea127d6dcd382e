import * as v from "valibot";
import { hostIdSchema, type HostId } from "../hosts/host.ts";
import { chosenAmong, type WatchedHosts } from "../hosts/watched-hosts.ts";
import { reading, type DataOf, type EventOf } from "../shared/described.ts";
import { parseWindowId, windowIdSchema as window, type WindowId } from "./window-id.ts";

/** What a window needs from the leader: it is being looked at, or it waits for the result of a request. */
const attentionSchema = v.picklist(["none", "waiting", "looking"]);
export type Attention = DataOf<typeof attentionSchema>;

/** What a window needs, and the host that it has chosen; absent: the first one. */
type Attending = { readonly attention: Attention; readonly shows?: HostId };

/** The windows that have recorded their attention and have not left. */
export type Windows = Readonly<Record<WindowId, Attending>>;

export const WINDOW_EVENTS = [
  reading("window.attended", {
    window,
    attention: attentionSchema,
    shows: v.exactOptional(hostIdSchema),
  }),
  /** The window was closed, or its process has died. */
  reading("window.left", { window }),
] as const;
export type WindowEvent = EventOf<typeof WINDOW_EVENTS>;

export const initialWindows: Windows = {};

export function evolveWindows(windows: Windows, event: WindowEvent): Windows {
  if (event.type === "window.attended") {
    const { window, attention, shows } = event;
    return { ...windows, [window]: { attention, ...(shows !== undefined && { shows }) } };
  }
  const { [event.window]: _gone, ...others } = windows;
  return others;
}

export const knownWindows = (windows: Windows): readonly WindowId[] =>
  Object.keys(windows).flatMap((text) => parseWindowId(text) ?? []);

/** Whether the status bar of any window may show this host: a window that needed nothing yet shows the first one. */
export const isShownBy = (windows: Windows, watched: WatchedHosts, host: HostId): boolean =>
  watched[0]?.host === host ||
  Object.values(windows).some(({ shows }) => chosenAmong(watched, shows) === host);

/** Whether any window that is being looked at shows this host. */
export const isLookedAt = (windows: Windows, watched: WatchedHosts, host: HostId): boolean =>
  Object.values(windows).some(
    (window) => window.attention === "looking" && chosenAmong(watched, window.shows) === host,
  );

/** Whether any other window needs something from the leader. */
export const isAttendedByOthers = (windows: Windows, own: WindowId): boolean =>
  Object.entries(windows).some(([window, { attention }]) => window !== own && attention !== "none");
