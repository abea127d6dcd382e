import assert from "node:assert/strict";
import type { Clock } from "../../shared/clock.port.ts";
import type { Contract } from "./contract.ts";

/** A clock, and how time comes to pass by it: a fake's stands still otherwise. */
export type ClockWorld = { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> };

/** The system's timers and its time are not the same clock: they may differ by so much. */
const ROUNDING_MS = 2;

/** What `Clock` promises, to the machines (XState) as to the sources. */
export const clockContract: Contract<ClockWorld> = [
  {
    name: "calls back once, when the time has come and not before",
    async keep({ clock, pass }) {
      const beganMs = clock.now();
      const calledMs: number[] = [];
      clock.setTimeout(() => calledMs.push(clock.now() - beganMs), 30);
      assert.deepEqual(calledMs, []);
      await pass(80);
      const [atMs = 0, ...more] = calledMs;
      assert.ok(atMs >= 30 - ROUNDING_MS, `after ${atMs} ms`);
      assert.deepEqual(more, []);
    },
  },
  {
    name: "calls back in the order of times, and those of one time in the order in which they asked",
    async keep({ clock, pass }) {
      const called: string[] = [];
      const wait = (name: string, ms: number) => clock.setTimeout(() => called.push(name), ms);
      wait("late", 40);
      for (const name of ["first", "second", "third", "fourth"]) wait(name, 20);
      await pass(80);
      assert.deepEqual(called, ["first", "second", "third", "fourth", "late"]);
    },
  },
  {
    name: "calls nobody back who no longer wants it, not even one whose time has come",
    async keep({ clock, pass }) {
      const called: string[] = [];
      const gone = clock.setTimeout(() => called.push("gone"), 20);
      clock.clearTimeout(gone);
      clock.setTimeout(() => {
        called.push("one");
        clock.clearTimeout(other);
      }, 20);
      const other = clock.setTimeout(() => called.push("other"), 20);
      await pass(80);
      assert.deepEqual(called, ["one"]);
    },
  },
  {
    name: "takes it that something is not wanted which has been, or never was to come",
    async keep({ clock, pass }) {
      let called = 0;
      const timer = clock.setTimeout(() => (called += 1), 10);
      await pass(50);
      clock.clearTimeout(timer);
      clock.clearTimeout(timer);
      clock.clearTimeout(undefined);
      assert.equal(called, 1);
    },
  },
  {
    name: "can be asked while it calls back, and does not call back at once",
    async keep({ clock, pass }) {
      const called: string[] = [];
      clock.setTimeout(() => {
        clock.setTimeout(() => called.push("nothing to wait for"), 0);
        called.push("first");
      }, 10);
      await pass(60);
      assert.deepEqual(called, ["first", "nothing to wait for"]);
    },
  },
];
