import { spawn } from "node:child_process";
import * as path from "node:path";
import { processIdentitySchema } from "@paddock/core";
import * as v from "valibot";

/** What the reaper is told, as the one argument of its process. */
export type ReaperOrder = v.InferOutput<typeof reaperOrderSchema>;

/** The order, as the reaper parses it. */
export const reaperOrderSchema = v.object({ windows: v.string(), process: processIdentitySchema });

/**
 * Leaves a small process behind that ends our service unless a window is open again soon: a reload closes its window
 * too, and must not stop the service.
 */
export function leaveReaper(extensionPath: string, order: ReaperOrder): void {
  const script = path.join(extensionPath, "dist", "reaper.cjs");
  const reaper = spawn(process.execPath, [script, JSON.stringify(order)], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
  });
  reaper.on("error", () => {}); // nobody is left to tell
  reaper.unref();
}
