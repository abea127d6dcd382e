import { SimulatedClock } from "xstate";
import type { Clock } from "../shared/clock.port.ts";

/** A clock for machines and sources whose time passes only when a test advances it. */
export class FakeClock extends SimulatedClock implements Clock {
  /** Advances time in small steps and lets promises settle between them. */
  async pass(ms: number): Promise<void> {
    const endMs = this.now() + ms;
    await settled();
    while (this.now() < endMs) {
      this.increment(Math.min(STEP_MS, endMs - this.now()));
      await settled();
    }
  }
}

const STEP_MS = 25;

/** Waits until every promise that can settle without time passing has settled. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
