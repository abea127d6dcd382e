import { BehaviorSubject, Subject } from "rxjs";
import type { EventStore } from "../history/event-store.port.ts";
import { isForgettableReading } from "./compaction.ts";
import { isFact, keyOf, type Recorded } from "./events.ts";
import { evolve } from "./evolve.ts";
import { initialState, type AppState, type LocalState } from "./state.ts";

/** The state in this window, up to the last event that it knows. */
export function createHead(store: EventStore) {
  const state$ = new BehaviorSubject(initialState);
  const recorded$ = new Subject<Recorded>();
  /** The last reading of each key, as it would be stored again. */
  const readings = new Map<string, Recorded>();
  let seq = 0;

  const setLocal = (change: Partial<LocalState>): void =>
    state$.next({ ...state$.value, local: { ...state$.value.local, ...change } });

  function note(one: Recorded): void {
    if (!isFact(one.event)) readings.set(keyOf(one.event), one);
  }

  /** Reads the store, unless no leader has written into it and one must have. */
  function read({ mustBeLed }: { mustBeLed: boolean }): boolean {
    const { snapshot, recorded, isNewer = false } = store.load();
    const start = {
      ...initialState,
      ...(snapshot && { facts: snapshot.facts }),
      local: state$.value.local,
    };
    const state = recorded.reduce(evolve, start);
    if (mustBeLed && !isLed(state) && !isNewer) return false;
    seq = Math.max(snapshot?.seq ?? 0, recorded.at(-1)?.seq ?? 0); // the last reading may be older than the snapshot
    readings.clear();
    for (const one of recorded) note(one);
    state$.next(state);
    if (isNewer) setLocal({ isOutdated: true });
    return true;
  }

  function publish(recorded: readonly Recorded[]): void {
    for (const one of recorded) {
      seq = one.seq;
      note(one);
      const after = evolve(state$.value, one);
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

/** Whether a leader has written into the store of a state. */
const isLed = ({ facts }: AppState): boolean => facts.leader !== undefined;
