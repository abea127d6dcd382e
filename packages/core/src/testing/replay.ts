import { evolve } from "../app/evolve.ts";
import { initialState, type Facts } from "../app/state.ts";
import type { Stored } from "../history/event-store.port.ts";

/** The facts of a store: those of its snapshot, if there is one, and the events after it. */
export function factsIn({ snapshot, recorded }: Stored): Facts {
  const start = snapshot ? { ...initialState, facts: snapshot.facts } : initialState;
  return recorded.reduce(evolve, start).facts;
}

/** JSON with sorted keys, so that equal values give equal texts. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted);

/** A replacer that sorts the keys of objects. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
