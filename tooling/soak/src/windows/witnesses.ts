import type { Ports } from "@paddock/core";

type Say = (...words: readonly (string | number | bigint)[]) => void;

/** Says when it is the leader: after the lock was taken, and before it is given back. All processes have one such clock. */
export const noting = (lock: Ports["lock"], say: Say): Ports["lock"] => ({
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

/** A store in the middle of whose next write the whole process is suspended, with what it holds. */
export function stopping(
  store: Ports["store"],
  say: Say,
): { readonly store: Ports["store"]; inNextWrite(): void } {
  let isAsked = false;
  return {
    inNextWrite() {
      isAsked = true;
    },
    store: {
      ...store,
      write: (seq, record) =>
        store.write(seq, (others, nextSeq) => {
          const own = record(others, nextSeq);
          if (isAsked && own.length > 0) {
            isAsked = false;
            say("stops", "in", "write");
            process.kill(process.pid, "SIGSTOP");
          }
          return own;
        }),
    },
  };
}
