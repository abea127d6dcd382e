import {
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  interval,
  map,
  merge,
  retry,
  scan,
  shareReplay,
  startWith,
  Subject,
  switchMap,
  tap,
  timer,
  type Observable,
} from "rxjs";
import type { Decision } from "../shared/decision.ts";
import { decide, type AppCommand, type AppState } from "./state.ts";
import type { AppEvent, Recorded } from "./events.ts";
import { openEventLog, type EventLog } from "./event-log.ts";
import { createInspection, type Inspection, type MachineNews } from "./inspection.ts";
import type { EventStore } from "../history/event-store.port.ts";
import { bufferingStore } from "./buffering-store.ts";
import { runLeader } from "./run-leader.ts";
import type { Ports } from "./app.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { electLeader } from "../windows/leader-election.source.ts";
import { watchAttention } from "../windows/attention.source.ts";
import { watchLeaderHeartbeat } from "../windows/leader-heartbeat.source.ts";

/** Milliseconds after which a store that could not be written, or a leader that threw, is tried again. */
const TRY_AGAIN_MS = 5_000;

/** One window: what is so, what happens, and what can be asked for. */
export interface App {
  /** The state. Hot; emits the present one on subscription. */
  readonly state$: Observable<AppState>;
  /** Every event as it is recorded, whichever window recorded it. Hot. */
  readonly recorded$: Observable<Recorded>;
  /** The present state. */
  readonly state: () => AppState;
  /** The last `most` events, those of earlier sessions included; emits again with every new event. */
  history(most: number): Observable<readonly Recorded[]>;
  /** The only input. Resolves with the decision; what follows from an accepted command arrives on `state$`. */
  dispatch(command: AppCommand): Promise<Decision<AppEvent>>;
  /** What the machines do: none but in the window that runs Ollama for all. Nothing is observed until it is subscribed to. */
  readonly machines$: Observable<MachineNews>;
  close(): void;
}

/**
 * commands → decide → log → fold → state$, in every window. In one of them, the leader, the log also drives the machines,
 * whose facts return to it. Throws `PortError` of a `StoreFailure` where what is stored cannot be read.
 */
export function openApp(ports: Ports): App {
  const { clock, window, presence } = ports;
  const store = bufferingStore(ports.store, clock, () => log.state().local.isLeader);
  const log: EventLog = openEventLog({ ...ports, store });
  log.setLocal({ window });
  presence.enter();
  const inspection = createInspection();

  const asked$ = new Subject<void>();
  const working = merge(
    leader({ ...ports, store }, log, inspection).pipe(retry({ delay: (error) => beginAgain(error, ports) })),
    attention(ports, log, asked$),
  ).subscribe((event) => log.record([event]));

  const retrying = isWorthRetrying$(log)
    .pipe(switchMap((isWorth) => (isWorth ? interval(TRY_AGAIN_MS, clockScheduler(clock)) : EMPTY)))
    .subscribe(() => log.record([]));

  return {
    state$: log.state$,
    state: log.state,
    recorded$: log.recorded$,
    history: (most) => watchHistory(store, log.recorded$, most),
    machines$: inspection.machines$,
    async dispatch(command) {
      const decision = await log.decide((state) => decide(state, command));
      if (decision.accepted) asked$.next();
      return decision;
    },
    close() {
      working.unsubscribe();
      retrying.unsubscribe();
      log.record([{ type: "window.left", window }]);
      presence.leave();
      log.close();
    },
  };
}

/** The last `most` of what happened, from before this session too, and whatever comes on top. */
const watchHistory = (
  store: EventStore,
  recorded$: Observable<Recorded>,
  most: number,
): Observable<readonly Recorded[]> =>
  defer(() => {
    const before = store.factsBefore(Number.MAX_SAFE_INTEGER, most);
    return recorded$.pipe(
      scan((known, one) => [...known.slice(1 - most), one], before),
      startWith(before),
    );
  });

/** An error of a source or a machine is a bug: it is logged, and after a pause the leader starts again. */
function beginAgain(error: unknown, { clock, logger }: Ports): Observable<unknown> {
  logger.warn(`the leader broke and begins again: ${error instanceof Error ? error.stack : String(error)}`);
  return timer(TRY_AGAIN_MS, clockScheduler(clock));
}

/**
 * Runs Ollama for all windows, as soon as no other window does; never where a newer Paddock has taken over. When the
 * history file is replaced, the lock file may be too: then the lock is given back and taken anew.
 */
const leader = (ports: Ports, log: EventLog, inspection: Inspection): Observable<AppEvent> =>
  merge(local$(log, "isOutdated"), log.renewed$.pipe(map(() => log.state().local.isOutdated))).pipe(
    switchMap((isOutdated) =>
      isOutdated
        ? EMPTY
        : electLeader(ports.lock, ports.clock).pipe(
            tap((isLeader) => log.setLocal({ isLeader })),
            switchMap((isLeader) =>
              isLeader
                ? runLeader(ports, {
                    ...log,
                    inspection,
                    events$: log.recorded$.pipe(map(({ event }) => event)),
                  })
                : EMPTY,
            ),
            finalize(() => log.setLocal({ isLeader: false })),
          ),
    ),
  );

/** Says what this window wants of the one that runs Ollama, and notices where it does not answer. */
function attention(
  { looking$, present$ = EMPTY, clock, window }: Ports,
  log: EventLog,
  asked$: Observable<void>,
): Observable<AppEvent> {
  const attention$ = watchAttention(looking$, merge(asked$, present$), clock).pipe(
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  const isLeader$ = local$(log, "isLeader");
  const beat$ = log.recorded$.pipe(
    filter(({ event }) => event.type === "leader.beat" || event.type === "leader.elected"),
  );
  const silence$ = watchLeaderHeartbeat({ attention$, isLeader$, beat$, clock }).pipe(
    tap((isLeaderSilent) => log.setLocal({ isLeaderSilent })),
    switchMap(() => EMPTY),
  );
  return merge(
    attention$.pipe(map((wanted): AppEvent => ({ type: "window.attended", window, attention: wanted }))),
    silence$,
  );
}

/** Whether what could not be written may be written some day. */
const isWorthRetrying$ = ({ state$ }: EventLog): Observable<boolean> =>
  state$.pipe(
    map(({ facts: { history } }) => history.kind === "unkept" && history.failure.kind !== "store-missing"),
    distinctUntilChanged(),
  );

const local$ = ({ state$ }: EventLog, what: "isOutdated" | "isLeader"): Observable<boolean> =>
  state$.pipe(
    map(({ local }) => local[what]),
    distinctUntilChanged(),
  );
