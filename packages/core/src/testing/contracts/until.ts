import assert from "node:assert/strict";

const POLL_EVERY_MS = 10;
const PATIENCE_MS = 10_000;

/** Waits in real time until a condition holds; rejects with `what` after 10 s. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_EVERY_MS) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
  assert.fail(what);
}
