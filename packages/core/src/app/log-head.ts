import { BehaviorSubject, Subject } from "rxjs";
import type { EventStore, ReadingRow } from "../history/event-store.port.ts";
import { isForgettableReading } from "./compaction.ts";
import { isFact, keyOf, type Recorded } from "./events.ts";
import { evolve } from "./evolve.ts";
import { initialState, type AppState, type LocalState } from "./state.ts";

/** The state in this window, up to the last event that it knows. */
export function createHead(store: EventStore) {
  const state$ = new BehaviorSubject(initialState);
  const recorded$ = new Subject<Recorded>();
  /** The last reading of each key, as it would be stored again. */
  let readings: LastReadings = new Map();
  let seq = 0;

  const setLocal = (change: Partial<LocalState>): void =>
    state$.next({ ...state$.value, local: { ...state$.value.local, ...change } });

  /** Reads the store, unless no leader has written into it and one must have. */
  function read({ mustBeLed }: { mustBeLed: boolean }): boolean {
    const { snapshot, recorded, isNewer = false } = store.load();
    const start = {
      ...initialState,
      ...(snapshot && { facts: snapshot.facts }),
      local: state$.value.local,
    };
    const read: LastReadings = new Map();
    const state = recorded.reduce((before, one) => step(before, one, read), start);
    if (mustBeLed && !isLed(state) && !isNewer) return false;
    seq = Math.max(snapshot?.seq ?? 0, recorded.at(-1)?.seq ?? 0); // the last reading may be older than the snapshot
    readings = read;
    state$.next(state);
    if (isNewer) setLocal({ isOutdated: true });
    return true;
  }

  function publish(recorded: readonly Recorded[]): void {
    for (const one of recorded) {
      seq = one.seq;
      const after = step(state$.value, one, readings);
      if (after !== state$.value) state$.next(after);
      recorded$.next(one);
    }
  }

  return {
    state$,
    recorded$,
    setLocal,
    publish,
    seq: () => seq,
    load: () => void read({ mustBeLed: false }),
    /** Takes over the state of another store. Returns `false` if that has none, and this window has one. */
    adopt: () => read({ mustBeLed: isLed(state$.value) }),
    /** Writes the state of this window into a store that has none. Returns `false` while another window is writing. */
    restore(): boolean {
      const { facts } = state$.value;
      const last = [...readings.values()].filter(
        ({ event }) => !isFact(event) && !isForgettableReading(event, state$.value),
      );
      return store.restore({ seq, facts }, last);
    },
    /** Reads what other windows have recorded. Before the first leader, that may be a whole state. */
    catchUp(): void {
      const others = store.after(seq);
      if (isLed(state$.value)) return publish(others);
      read({ mustBeLed: false });
      for (const one of others) recorded$.next(one);
    },
  };
}

type LastReadings = Map<string, Recorded>;

/** The state after an event; a compaction also forgets the readings that it names, as the leader then deletes them. */
function step(before: AppState, one: Recorded, readings: LastReadings): AppState {
  if (!isFact(one.event)) readings.set(keyOf(one.event), one);
  const after = evolve(before, one);
  return one.event.type === "history.compacted" ? without(one.event.readings ?? [], after, readings) : after;
}

/** As a window has them that opens later: from the readings that remain. */
function without(rows: readonly ReadingRow[], state: AppState, readings: LastReadings): AppState {
  const forgotten = rows.filter(({ key, seq }) => readings.get(key)?.seq === seq);
  if (forgotten.length === 0) return state;
  for (const { key } of forgotten) readings.delete(key);
  const inOrder = [...readings.values()].toSorted((a, b) => a.seq - b.seq);
  return inOrder.reduce(evolve, { ...state, readings: initialState.readings });
}

/** Whether a leader has written into the store of a state. */
const isLed = ({ facts }: AppState): boolean => facts.leader !== undefined;
