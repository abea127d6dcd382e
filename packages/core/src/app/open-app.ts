import {
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  interval,
  map,
  merge,
  mergeMap,
  retry,
  shareReplay,
  Subject,
  switchMap,
  tap,
  timer,
  type Observable,
} from "rxjs";
import type { Decision } from "../shared/decision.ts";
import type { HostId } from "../hosts/host.ts";
import { decide } from "./decide.ts";
import type { AppCommand, AppState } from "./state.ts";
import type { AppEvent, Recorded } from "./events.ts";
import { openEventLog, type EventLog } from "./event-log.ts";
import { createInspection, type Inspection } from "./inspection.ts";
import type { EventStore, RecordedHistory } from "../history/event-store.port.ts";
import { bufferingStore } from "./buffering-store.ts";
import { newsOfRestored, runLeader } from "./run-leader.ts";
import type { Ports } from "./app.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { electLeader } from "../windows/leader-election.source.ts";
import { watchAttention } from "../windows/attention.source.ts";
import { watchLeaderHeartbeat } from "../windows/leader-heartbeat.source.ts";

/** The delay before another attempt to write the store, or to restart a leader that threw. */
const TRY_AGAIN_MS = 5_000;

/** One window: its state, its events, and the commands it accepts. */
export interface App {
  /** Hot; emits the current state on subscription. */
  readonly state$: Observable<AppState>;
  /** Events of all windows as they are recorded. Hot. */
  readonly recorded$: Observable<Recorded>;
  readonly state: () => AppState;
  /** What is stored, including earlier sessions. May throw `PortError` of a `StoreFailure`. */
  readonly history: RecordedHistory & Pick<EventStore, "bytes">;
  /** The only input. Resolves with the decision; the effects of an accepted command arrive on `state$`. */
  dispatch(command: AppCommand): Promise<Decision<AppEvent>>;
  /** Shows this host in this window from now on. */
  choose(host: HostId): void;
  /** The machines that run in this window: those of services and downloads in the leader, those of prompts in any. */
  readonly inspection: Inspection;
  close(): void;
}

/**
 * commands → decide → log → fold → state$, in every window. In the leader, the log also drives the machines, and their
 * facts are recorded in the log. Throws `PortError` of a `StoreFailure` where the store cannot be read.
 */
export function openApp(ports: Ports): App {
  const { clock, window, presence, remote, chosen } = ports;
  const store = bufferingStore(ports.store, clock, () => log.state().local.isLeader);
  const log: EventLog = openEventLog({ ...ports, store });
  log.setLocal({
    window,
    ...(remote !== undefined && { remote }),
    ...(chosen !== undefined && { chosen }),
  });
  presence.enter();
  const inspection = createInspection();

  const asked$ = new Subject<void>();
  const working = merge(
    leader({ ...ports, store }, log, inspection).pipe(
      retry({ delay: (error) => restartLater(error, ports) }),
    ),
    attention(ports, log, asked$),
  ).subscribe((event) => log.record([event]));

  const retrying = isWorthRetrying$(log)
    .pipe(switchMap((isWorth) => (isWorth ? interval(TRY_AGAIN_MS, clockScheduler(clock)) : EMPTY)))
    .subscribe(() => log.record([]));

  return {
    state$: log.state$,
    state: log.state,
    recorded$: log.recorded$,
    history: store,
    inspection,
    choose: (host) => log.setLocal({ chosen: host }),
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

/** An error of a source or a machine is a bug: it is logged, and the leader restarts after a pause. */
function restartLater(error: unknown, { clock, logger }: Ports): Observable<unknown> {
  logger.warn(`The leader threw and restarts: ${error instanceof Error ? error.stack : String(error)}`);
  return timer(TRY_AGAIN_MS, clockScheduler(clock));
}

/**
 * Manages Ollama for all windows once this window is elected; never after a newer Paddock has taken over. When the
 * history file is replaced by another history, the lock is released and taken again.
 */
const leader = (ports: Ports, log: EventLog, inspection: Inspection): Observable<AppEvent> =>
  merge(local$(log, "isOutdated"), log.renewed$.pipe(map(() => log.state().local.isOutdated))).pipe(
    switchMap((isOutdated) =>
      isOutdated
        ? EMPTY
        : electLeader(ports.lock, ports.clock, log.restored$).pipe(
            tap((isLeader) => log.setLocal({ isLeader })),
            switchMap((isLeader) =>
              isLeader
                ? merge(
                    log.restored$.pipe(mergeMap(() => newsOfRestored(ports.store, log.state()))),
                    runLeader(ports, {
                      ...log,
                      inspection,
                      events$: log.recorded$.pipe(map(({ event }) => event)),
                    }),
                  )
                : EMPTY,
            ),
            finalize(() => log.setLocal({ isLeader: false })),
          ),
    ),
  );

/** Emits what this window needs from the leader, and sets `isLeaderSilent` where the leader does not respond. */
function attention(
  { looking$, present$ = EMPTY, clock, window }: Ports,
  log: EventLog,
  asked$: Observable<void>,
): Observable<AppEvent> {
  const attention$ = watchAttention(looking$, merge(asked$, present$), clock).pipe(
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  const chosen$ = log.state$.pipe(
    map(({ local }) => local.chosen),
    distinctUntilChanged(),
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
    combineLatest([attention$, chosen$]).pipe(
      map(([wanted, shows]): AppEvent => ({
        type: "window.attended",
        window,
        attention: wanted,
        ...(shows !== undefined && { shows }),
      })),
    ),
    silence$,
  );
}

/** Whether events wait for a store that may become writable again. */
const isWorthRetrying$ = ({ state$ }: EventLog): Observable<boolean> =>
  state$.pipe(
    map(({ facts: { history } }) => history.kind === "unkept" && history.failure.kind !== "store-missing"),
    distinctUntilChanged(),
  );

const local$ = ({ state$ }: EventLog, key: "isOutdated" | "isLeader"): Observable<boolean> =>
  state$.pipe(
    map(({ local }) => local[key]),
    distinctUntilChanged(),
  );
