import { evolve } from "../app/evolve.ts";
import { initialState, type Facts } from "../app/state.ts";
import type { Recorded } from "../app/events.ts";
import type { RecordedHistory, Snapshot } from "../history/event-store.port.ts";
import type { Entry } from "./entry.ts";

/** A history that is being read, oldest first, so that any state of it is found soon. */
export interface Past {
  /** The events that were read, in order. */
  readonly entries: readonly Entry[];
  /** Reads on; returns what it has read, and nothing if there is no more now. May throw `PortError` of a `StoreFailure`. */
  read(): readonly Entry[];
  /** The state after what was read. */
  facts(): Facts;
  /** Adds the next fact, once all before it are read. */
  add(recorded: Recorded): Entry;
  /** An event and what it changed; `undefined` if it is no longer stored. */
  stepAt(
    seq: number,
  ): { readonly recorded: Recorded; readonly before: Facts; readonly after: Facts } | undefined;
}

/** Facts in a row, the state before them, and the states after the first ones of them, as far as they were needed. */
type Block = { readonly facts: readonly Recorded[]; readonly states: Snapshot[] };

const READ_AT_ONCE = 500;
/** So many facts are read and folded for a step at most. */
const STATE_EVERY = 200;

/** Keeps a state for every 200 facts. The states share what did not change, so that they need little memory. */
export function createPast(
  history: RecordedHistory,
  toEntry: (recorded: Recorded, before: Facts) => Entry,
): Past {
  const saved = history.snapshots();
  const entries: Entry[] = [];
  const states: Snapshot[] = [];
  let head: Snapshot = { seq: 0, facts: initialState.facts };
  let block: Block | undefined;

  /** The state before an event. A saved one counts: it may hold more than the facts that are still stored. */
  const stateBefore = ({ seq, facts }: Snapshot, one: Recorded): Facts =>
    saved.findLast((snapshot) => snapshot.seq > seq && snapshot.seq < one.seq)?.facts ?? facts;

  const fold = (state: Snapshot, one: Recorded): Snapshot => ({
    seq: one.seq,
    facts: evolve({ ...initialState, facts: stateBefore(state, one) }, one).facts,
  });

  /** The last one is remembered, since a person often goes to a neighbour. */
  function blockAfter(start: Snapshot): Block {
    if (block?.states[0] !== start)
      block = { facts: history.factsAfter(start.seq, STATE_EVERY), states: [start] };
    return block;
  }

  function add(one: Recorded): Entry {
    if (entries.length % STATE_EVERY === 0) states.push(head);
    const entry = toEntry(one, stateBefore(head, one));
    head = fold(head, one);
    entries.push(entry);
    block = undefined; // it may lack this one
    return entry;
  }

  return {
    entries,
    add,
    facts: () => head.facts,
    read: () => history.factsAfter(head.seq, READ_AT_ONCE).map(add),
    stepAt(seq) {
      const start = states.findLast((one) => one.seq < seq);
      if (!start) return undefined;
      const { facts, states: after } = blockAfter(start);
      const index = facts.findIndex((one) => one.seq === seq);
      if (index < 0) return undefined;
      for (const one of facts.slice(after.length - 1, index + 1))
        after.push(fold(after.at(-1) ?? start, one));
      const [recorded, earlier, later] = [facts[index], after[index], after[index + 1]];
      return recorded && earlier && later
        ? { recorded, before: stateBefore(earlier, recorded), after: later.facts }
        : undefined;
    },
  };
}
