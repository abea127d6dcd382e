import { setTimeout } from "node:timers/promises";
import { TestRunner } from "vitest";

const POLL_MS = 5;

/** Waits for a condition, until the test is over its time limit: its worker goes on with other tests. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const signal = TestRunner.getCurrentTest()?.context.signal;
  while (!(await condition())) await setTimeout(POLL_MS, undefined, { ...(signal && { signal }) });
}
