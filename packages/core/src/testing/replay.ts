import { evolve, initialState, type Facts } from "../app/state.ts";
import type { Stored } from "../history/event-store.port.ts";

/** What a store holds adds up to these facts: those of the snapshot, if there is one, and what came after it. */
export function factsIn({ snapshot, recorded }: Stored): Facts {
  const start = snapshot ? { ...initialState, facts: snapshot.facts } : initialState;
  return recorded.reduce(evolve, start).facts;
}

/** The same value is the same text, in whatever order its properties were set. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sorted);

/** An object of no class is written with its keys in order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
