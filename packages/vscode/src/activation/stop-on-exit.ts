import { spawn } from "node:child_process";
import * as path from "node:path";
import { processIdentitySchema } from "@paddock/core";
import * as v from "valibot";

/** What the reaper has to do; the one argument of its process, as JSON. */
export type ReaperOrder = v.InferOutput<typeof reaperOrderSchema>;

export const reaperOrderSchema = v.object({ windows: v.string(), process: processIdentitySchema });

/**
 * Starts a small process that outlives this window and ends our service unless a window opens soon. It waits because a
 * reload closes the window too, and must not stop the service.
 */
export function leaveReaper(extensionPath: string, order: ReaperOrder): void {
  const script = path.join(extensionPath, "dist", "reaper.cjs");
  const reaper = spawn(process.execPath, [script, JSON.stringify(order)], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  reaper.on("error", () => {}); // the window is closing, so no message can be shown
  reaper.unref();
}
