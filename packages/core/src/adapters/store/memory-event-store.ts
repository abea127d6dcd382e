import { Subject } from "rxjs";
import { isFact, keyOf, type Recorded } from "../../app/events.ts";
import type { EventStore, Snapshot, StoreChange, StoreNews } from "../../history/event-store.port.ts";

/** A history in memory, which several windows of one process can open. */
export interface MemoryHistory {
  open(news?: readonly StoreNews[]): EventStore;
}

/** A limit, because a session may last for weeks. */
const MOST_FACTS = 20_000;

export function memoryHistory(): MemoryHistory {
  let facts: readonly Recorded[] = [];
  let snapshot: Snapshot | undefined;
  const readings = new Map<string, Recorded>();
  const windows = new Set<Subject<StoreChange>>();
  let head = 0;

  const inOrder = (recorded: readonly Recorded[]): readonly Recorded[] =>
    recorded.toSorted((a, b) => a.seq - b.seq);
  const after = (seq: number): readonly Recorded[] =>
    inOrder([...facts, ...readings.values()].filter((one) => one.seq > seq));

  function keep(recorded: readonly Recorded[]): void {
    const fresh = recorded.filter(({ event }) => isFact(event));
    facts = [...facts, ...fresh].slice(-MOST_FACTS);
    for (const one of recorded) if (!isFact(one.event)) readings.set(keyOf(one.event), one);
    head = recorded.at(-1)?.seq ?? head;
  }

  return {
    open(news = []) {
      const changed$ = new Subject<StoreChange>();
      windows.add(changed$);
      let pendingNews = news;
      return {
        takeNews() {
          const taken = pendingNews;
          pendingNews = [];
          return taken;
        },
        changed$,
        load() {
          const from = snapshot?.seq ?? 0;
          const later = facts.filter(({ seq }) => seq > from);
          return { ...(snapshot && { snapshot }), recorded: inOrder([...later, ...readings.values()]) };
        },
        after,
        write(seq, record) {
          const recorded = record(after(seq), head + 1);
          keep(recorded);
          if (recorded.length > 0)
            for (const other of windows) if (other !== changed$) queueMicrotask(() => other.next("recorded"));
          return true;
        },
        factsBefore: (seq, most) => facts.filter((one) => one.seq < seq).slice(-most),
        factsAfter: (seq, most) => facts.filter((one) => one.seq > seq).slice(0, most),
        readings: () =>
          [...readings]
            .map(([key, recorded]) => ({ key, recorded }))
            .toSorted((a, b) => a.recorded.seq - b.recorded.seq),
        bytes: () => 0,
        snapshots: () => (snapshot ? [snapshot] : []),
        keepSnapshot: (next) => (snapshot = next),
        restore(next, last) {
          snapshot = next;
          for (const one of last) if (!isFact(one.event)) readings.set(keyOf(one.event), one);
          head = Math.max(head, next.seq, ...last.map(({ seq }) => seq));
          return true;
        },
        forgetUpTo({ beforeMs }) {
          return facts.findLast(({ atMs }) => atMs < beforeMs)?.seq;
        },
        forget(seqs, rows) {
          const forgotten = new Set(seqs);
          facts = facts.filter(({ seq }) => !forgotten.has(seq));
          if (snapshot && snapshot.seq < Math.max(0, ...seqs)) snapshot = undefined;
          for (const { key, seq } of rows) if (readings.get(key)?.seq === seq) readings.delete(key);
        },
        close() {
          windows.delete(changed$);
          changed$.complete();
        },
      };
    },
  };
}
