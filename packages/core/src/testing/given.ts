import type { Decision } from "../shared/decision.ts";
import { decide } from "../app/decide.ts";
import { evolve } from "../app/evolve.ts";
import { initialState, type AppCommand, type AppState } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";

/** `given(events).when(command)` returns the decision; `given(events).state` is the state after the events. */
export function given(...events: readonly AppEvent[]): {
  readonly state: AppState;
  when(command: AppCommand): Decision<AppEvent>;
} {
  const state = events.reduce(
    (before, event, index) => evolve(before, { seq: index + 1, atMs: index * 1_000, event }),
    initialState,
  );
  return { state, when: (command) => decide(state, command) };
}
