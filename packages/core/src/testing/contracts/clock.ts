import assert from "node:assert/strict";
import type { Clock } from "../../shared/clock.port.ts";
import type { Contract } from "./contract.ts";

/** A clock, and how to let time pass: a fake clock stands still otherwise. */
export type ClockWorld = { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> };

/** The system's timers and its time come from different clocks, which may differ by this much. */
const ROUNDING_MS = 2;

/** What `Clock` promises to machines (XState) and sources. */
export const clockContract: Contract<ClockWorld> = [
  {
    name: "calls back once, and not before the time has come",
    async keep({ clock, pass }) {
      const beganMs = clock.now();
      const calledMs: number[] = [];
      clock.setTimeout(() => calledMs.push(clock.now() - beganMs), 30);
      assert.deepEqual(calledMs, []);
      await passUntil(pass, () => calledMs.length > 0);
      await pass(50);
      const [atMs = 0, ...more] = calledMs;
      assert.ok(atMs >= 30 - ROUNDING_MS, `after ${atMs} ms`);
      assert.deepEqual(more, []);
    },
  },
  {
    name: "calls back in the order of times, and for equal times in the order of the calls",
    async keep({ clock, pass }) {
      const called: string[] = [];
      const wait = (name: string, ms: number) => clock.setTimeout(() => called.push(name), ms);
      wait("late", 40);
      for (const name of ["first", "second", "third", "fourth"]) wait(name, 20);
      await passUntil(pass, () => called.length === 5);
      assert.deepEqual(called, ["first", "second", "third", "fourth", "late"]);
    },
  },
  {
    name: "does not call back after a timer was cleared, even if its time has come",
    async keep({ clock, pass }) {
      const called: string[] = [];
      const cleared = clock.setTimeout(() => called.push("cleared"), 20);
      clock.clearTimeout(cleared);
      clock.setTimeout(() => {
        called.push("one");
        clock.clearTimeout(other);
      }, 20);
      const other = clock.setTimeout(() => called.push("other"), 20);
      await passUntil(pass, () => called.length > 0);
      await pass(50);
      assert.deepEqual(called, ["one"]);
    },
  },
  {
    name: "ignores clearing a timer that has fired or does not exist",
    async keep({ clock, pass }) {
      let called = 0;
      const timer = clock.setTimeout(() => (called += 1), 10);
      await passUntil(pass, () => called > 0);
      clock.clearTimeout(timer);
      clock.clearTimeout(timer);
      clock.clearTimeout(undefined);
      assert.equal(called, 1);
    },
  },
  {
    name: "accepts a timer during a callback, and does not run it synchronously",
    async keep({ clock, pass }) {
      const called: string[] = [];
      clock.setTimeout(() => {
        clock.setTimeout(() => called.push("second"), 0);
        called.push("first");
      }, 10);
      await passUntil(pass, () => called.length === 2);
      assert.deepEqual(called, ["first", "second"]);
    },
  },
];

/** Lets time pass until it has happened. A busy machine may be late with several timers, and then runs them together. */
async function passUntil(pass: ClockWorld["pass"], hasHappened: () => boolean): Promise<void> {
  for (let passedMs = 0; passedMs < 10_000 && !hasHappened(); passedMs += 10) await pass(10);
}
