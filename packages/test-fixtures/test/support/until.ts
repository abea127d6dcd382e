import { setTimeout } from "node:timers/promises";

/** Waits for a condition, until the time limit of the test. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(2);
}
