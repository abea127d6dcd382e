import { setTimeout as delay } from "node:timers/promises";

const LOOK_EVERY_MS = 10;

/** Waits for a condition; answers whether it came true in time. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const endMs = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) return false;
    await delay(LOOK_EVERY_MS);
  }
  return true;
}
