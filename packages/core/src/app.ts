import { BehaviorSubject, map, type Observable } from "rxjs";
import type { Decision } from "./domain/decision.ts";
import {
  decide,
  evolve,
  initialState,
  type AppCommand,
  type AppEvent,
  type AppState,
  type Recorded,
} from "./domain/domain.ts";
import { openEventLog } from "./log/event-log.ts";
import { createHistory } from "./log/history.ts";
import { runMachines } from "./machines/run.ts";
import type { Ports } from "./ports/ports.ts";

export interface App {
  /** What is so. Hot, and always has a value. */
  readonly state$: Observable<AppState>;
  /** What happens, as it is recorded; for the inspector. */
  readonly recorded$: Observable<Recorded>;
  /** What is so now. */
  readonly state: () => AppState;
  /** The last events of this session. */
  recent(): readonly Recorded[];
  /** The only input. What follows from an accepted command arrives on `state$`. */
  dispatch(command: AppCommand): Promise<Decision<AppEvent>>;
  close(): Promise<void>;
}

/** commands → decide → log → fold → state$; the log also drives the machines, whose facts return to the log. */
export async function openApp(ports: Ports): Promise<App> {
  const remembered = await ports.store.load();
  const log = openEventLog(ports);
  const state$ = new BehaviorSubject(remembered.reduce(evolve, initialState));
  const history = createHistory();
  // The first listener of all: whoever else hears of an event sees the state that includes it.
  log.recorded$.subscribe((recorded) => {
    const after = evolve(state$.value, recorded);
    history.push(recorded, after);
    if (after !== state$.value) state$.next(after);
  });

  const machines = runMachines(ports, {
    state: () => state$.value,
    state$,
    events$: log.recorded$.pipe(map(({ event }) => event)),
  }).subscribe((event) => log.append([event]));

  return {
    state$: state$.asObservable(),
    state: () => state$.value,
    recorded$: log.recorded$,
    recent: () => history.recent,
    async dispatch(command) {
      const decision = decide(state$.value, command);
      if (decision.accepted) log.append(decision.events);
      return decision;
    },
    async close() {
      machines.unsubscribe();
      await log.close();
    },
  };
}
