import { setTimeout as delay } from "node:timers/promises";
import { endProcess, newWindowId, windowFiles } from "@paddock/core/adapters";
import * as v from "valibot";
import { reaperOrderSchema, type ReaperOrder } from "./activation/stop-on-exit.ts";

/** A reloaded window is open again within this time. */
const GRACE_MS = 8_000;
const LOOK_EVERY_MS = 500;

/** Ends our service, unless a window opens in the meantime. Runs in its own process. */
async function reap({ windows, process: target }: ReaperOrder): Promise<void> {
  const files = windowFiles(windows, newWindowId(), { info() {}, warn() {} });
  const untilMs = Date.now() + GRACE_MS;
  while (Date.now() < untilMs) {
    if (files.isAnyOpen()) return;
    await delay(LOOK_EVERY_MS);
  }
  await endProcess(target);
}

void reap(v.parse(reaperOrderSchema, JSON.parse(process.argv[2] ?? "")));
