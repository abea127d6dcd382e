import type { Ports } from "@paddock/core";

type Say = (...words: readonly (string | number | bigint)[]) => void;

/** Prints when the lock is taken and before it is released, by the monotonic clock that all processes share. */
export const reportingLock = (lock: Ports["lock"], say: Say): Ports["lock"] => ({
  tryTake() {
    const release = lock.tryTake();
    if (!release) return undefined;
    say("leader", "on", process.hrtime.bigint());
    return () => {
      say("leader", "off", process.hrtime.bigint());
      release();
    };
  },
});

/** A store that can suspend the whole process in the middle of its next write, while it holds the database lock. */
export function suspendingStore(
  store: Ports["store"],
  say: Say,
): { readonly store: Ports["store"]; inNextWrite(): void } {
  let isArmed = false;
  return {
    inNextWrite() {
      isArmed = true;
    },
    store: {
      ...store,
      write: (seq, record) =>
        store.write(seq, (others, nextSeq) => {
          const own = record(others, nextSeq);
          if (isArmed && own.length > 0) {
            isArmed = false;
            say("stops", "in", "write");
            process.kill(process.pid, "SIGSTOP");
          }
          return own;
        }),
    },
  };
}
