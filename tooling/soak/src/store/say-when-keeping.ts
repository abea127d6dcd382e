import type { Ports } from "@paddock/core";

type EventStore = Ports["store"];

/** Prints when a snapshot or a compaction begins and ends, so that the host can be killed in the middle of it. */
export function sayWhenKeeping(store: EventStore, say: (...words: readonly string[]) => void): EventStore {
  function saying(what: string, work: () => void): void {
    say("begins", what);
    work();
    say("ends", what);
  }
  return {
    ...store,
    keepSnapshot: (snapshot) => saying("snapshotting", () => store.keepSnapshot(snapshot)),
    forget: (seqs, readings) => saying("compacting", () => store.forget(seqs, readings)),
  };
}
