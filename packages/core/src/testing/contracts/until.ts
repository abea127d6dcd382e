import assert from "node:assert/strict";

const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 10_000;

/** Waits until something is so, by the machine's own time; rejects with what should have been. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  assert.fail(what);
}
