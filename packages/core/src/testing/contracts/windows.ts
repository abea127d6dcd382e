import assert from "node:assert/strict";
import type { WindowId } from "../../windows/window-id.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { Presence } from "../../windows/presence.port.ts";
import type { Contract } from "./contract.ts";

/** One window, as it knows itself. */
export type WindowOfWorld = {
  readonly window: WindowId;
  readonly lock: LeaderLock;
  readonly presence: Presence;
};

/** A machine on which windows are opened. */
export type WindowsWorld = {
  open(): WindowOfWorld;
  /** A window in a process of its own, which has entered and holds the lock; it can die without a word. */
  openElsewhere(): Promise<{ readonly window: WindowId; die(): Promise<void> }>;
};

/** What `LeaderLock` promises: one window at a time holds it. */
export const leaderLockContract: Contract<WindowsWorld> = [
  {
    name: "is held by one window, and by the next once that one gives it back",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      const giveBack = taken(one);
      assert.equal(other.lock.tryTake(), undefined);
      giveBack();
      taken(other);
      assert.equal(one.lock.tryTake(), undefined);
    },
  },
  {
    name: "is still held by a window that takes it twice, until it gives it back once",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      taken(one);
      const giveBack = taken(one);
      assert.equal(other.lock.tryTake(), undefined);
      giveBack();
      taken(other);
    },
  },
  {
    name: "is not taken from one window by another that gives back what it holds no more",
    async keep({ open }) {
      const [one, other, third] = [open(), open(), open()];
      const giveBack = taken(one);
      giveBack();
      taken(other);
      giveBack();
      assert.equal(third.lock.tryTake(), undefined);
    },
  },
  {
    name: "is free once the process that held it has died",
    async keep({ open, openElsewhere }) {
      const one = open();
      const elsewhere = await openElsewhere();
      assert.equal(one.lock.tryTake(), undefined);
      await elsewhere.die();
      taken(one);
    },
  },
];

/** What `Presence` promises: it is known of every window whether it is open. */
export const presenceContract: Contract<WindowsWorld> = [
  {
    name: "knows a window from when it enters until it leaves, whoever looks",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      const seen = (): readonly boolean[] => [one, other].map(({ presence }) => presence.isOpen(one.window));
      assert.deepEqual(seen(), [false, false]);
      one.presence.enter();
      assert.deepEqual(seen(), [true, true]);
      assert.deepEqual(seen(), [true, true], "looking changes nothing");
      one.presence.leave();
      assert.deepEqual(seen(), [false, false]);
    },
  },
  {
    name: "takes it that a window enters twice, leaves twice, or leaves without having entered",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      one.presence.leave();
      one.presence.enter();
      one.presence.enter();
      assert.equal(other.presence.isOpen(one.window), true);
      one.presence.leave();
      one.presence.leave();
      assert.equal(other.presence.isOpen(one.window), false);
    },
  },
  {
    name: "tells windows apart",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      one.presence.enter();
      assert.equal(one.presence.isOpen(other.window), false);
      other.presence.enter();
      one.presence.leave();
      assert.equal(one.presence.isOpen(other.window), true);
    },
  },
  {
    name: "sees that a window is gone whose process has died without a word",
    async keep({ open, openElsewhere }) {
      const one = open();
      const elsewhere = await openElsewhere();
      assert.equal(one.presence.isOpen(elsewhere.window), true);
      await elsewhere.die();
      assert.equal(one.presence.isOpen(elsewhere.window), false);
    },
  },
];

function taken({ lock }: WindowOfWorld): () => void {
  const giveBack = lock.tryTake();
  assert.ok(giveBack, "the lock is free");
  return giveBack;
}
