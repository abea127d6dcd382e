import { setTimeout } from "node:timers/promises";

/** Waits for a condition; a test that waits in vain is ended by its time limit. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(2);
}
