import assert from "node:assert/strict";
import type { WindowId } from "../../windows/window-id.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { Presence } from "../../windows/presence.port.ts";
import type { Contract } from "./contract.ts";

/** One window and its ports. */
export type WindowOfWorld = {
  readonly window: WindowId;
  readonly lock: LeaderLock;
  readonly presence: Presence;
};

/** A machine with several windows. */
export type WindowsWorld = {
  open(): WindowOfWorld;
  /** Opens a window in another process, which has entered and holds the lock. `die` kills that process. */
  openElsewhere(): Promise<{ readonly window: WindowId; die(): Promise<void> }>;
};

/** What every `LeaderLock` promises: only one window at a time holds it. */
export const leaderLockContract: Contract<WindowsWorld> = [
  {
    name: "is held by one window, and by the next one after a release",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      const release = take(one);
      assert.equal(other.lock.tryTake(), undefined);
      release();
      take(other);
      assert.equal(one.lock.tryTake(), undefined);
    },
  },
  {
    name: "needs only one release from a window that takes it twice",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      take(one);
      const release = take(one);
      assert.equal(other.lock.tryTake(), undefined);
      release();
      take(other);
    },
  },
  {
    name: "ignores a second release while another window holds it",
    async keep({ open }) {
      const [one, other, third] = [open(), open(), open()];
      const release = take(one);
      release();
      take(other);
      release();
      assert.equal(third.lock.tryTake(), undefined);
    },
  },
  {
    name: "is free after the process that held it has died",
    async keep({ open, openElsewhere }) {
      const one = open();
      const elsewhere = await openElsewhere();
      assert.equal(one.lock.tryTake(), undefined);
      await elsewhere.die();
      take(one);
    },
  },
];

/** What every `Presence` promises: it knows of every window whether it is open. */
export const presenceContract: Contract<WindowsWorld> = [
  {
    name: "reports a window as open from entering until leaving, to every window",
    async keep({ open }) {
      const [one, other] = [open(), open()];
      const seen = (): readonly boolean[] => [one, other].map(({ presence }) => presence.isOpen(one.window));
      assert.deepEqual(seen(), [false, false]);
      one.presence.enter();
      assert.deepEqual(seen(), [true, true]);
      assert.deepEqual(seen(), [true, true], "reading changes nothing");
      one.presence.leave();
      assert.deepEqual(seen(), [false, false]);
    },
  },
  {
    name: "accepts that a window enters twice, leaves twice, or leaves without having entered",
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
    name: "distinguishes windows",
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
    name: "reports a window as closed after its process was killed",
    async keep({ open, openElsewhere }) {
      const one = open();
      const elsewhere = await openElsewhere();
      assert.equal(one.presence.isOpen(elsewhere.window), true);
      await elsewhere.die();
      assert.equal(one.presence.isOpen(elsewhere.window), false);
    },
  },
];

function take({ lock }: WindowOfWorld): () => void {
  const release = lock.tryTake();
  assert.ok(release, "the lock is free");
  return release;
}
