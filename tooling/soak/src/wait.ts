import { setTimeout as delay } from "node:timers/promises";

const POLL_EVERY_MS = 10;

/** Waits for a condition; resolves with whether it became true in time. */
export async function until(isTrue: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > endMs) return false;
    await delay(POLL_EVERY_MS);
  }
  return true;
}
