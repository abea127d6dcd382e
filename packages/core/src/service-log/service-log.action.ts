import {
  BehaviorSubject,
  catchError,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  from,
  ignoreElements,
  map,
  switchMap,
  take,
  tap,
  throttleTime,
  timer,
  type Observable,
} from "rxjs";
import { hostFacts, hostOf, hostReadings, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import type { Owner } from "../service/owner.ts";
import { isRunning, runOf } from "../service/service.ts";
import { runsOf } from "../service/runs.source.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { ActionApp } from "../ui/action.ts";
import { describedRun } from "./described.ts";
import type { Description } from "./description.ts";
import { followRuns } from "./follow-runs.source.ts";
import type { AskedRequests } from "../activity/asked-requests.port.ts";
import { nothingAsked } from "../activity/find-asked.ts";
import { noRequests, type Requests } from "../activity/request-list.ts";
import { followLog } from "./follow-log.source.ts";
import type { ServiceLog } from "./service-log.port.ts";
import { nothingFollowed, type ShownLog } from "./shown-log.ts";

type ServiceLogOptions = {
  readonly app: ActionApp;
  readonly clock: Clock;
  /** The log that the owner of a host keeps, if it can be read. */
  readonly logOf: (host: HostId, owner: Owner) => ServiceLog | undefined;
  /** What this window has asked of a host, which is told apart in its log. */
  readonly askedOf: (host: HostId) => AskedRequests | undefined;
  /** Whether a view of this window is looked at. */
  readonly looking$: Observable<boolean>;
  /** Whether a tab of this window is that shows what the log says. */
  readonly shown$: Observable<boolean>;
};

/** What is started with a window comes first. */
const READ_AFTER_MS = 1_000;
/** Other windows learn at most this often what the log tells. */
const TELL_EVERY_MS = 1_000;

/**
 * Follows the log while a tab shows what it says, and tells all windows what it says about this run of the service. While
 * only another view is looked at, the log of each run is read once. Nothing is read otherwise, and no tool is run for a
 * service that does not run.
 */
export function createServiceLog({ app, clock, logOf, askedOf, looking$, shown$ }: ServiceLogOptions) {
  const log$ = new BehaviorSubject<ShownLog>({ kind: "closed" });
  const scheduler = clockScheduler(clock);
  const tell = async (host: HostId, description: Description): Promise<void> => {
    // Refused while the service does not run.
    await app.dispatch({ type: "service.describe", host, description });
  };

  const undescribed$ = app.state$.pipe(
    map((state) => watchedIn(state)?.isUndescribed ?? false),
    distinctUntilChanged(),
  );
  const show = (host: HostId, log: ServiceLog): Observable<never> => {
    const run$ = runsOf(app.state$, host);
    const follow$ = followRuns({
      follow$: followLog(log, clock, askedOf(host)?.of ?? nothingAsked),
      run$,
      scheduler,
      onFailure: (error) => log$.next({ kind: "unreadable", place: log.place, failure: toFailure(error) }),
    });
    const described$ = whileUseful(log, run$, follow$).pipe(
      tap((followed) => log$.next({ kind: "followed", place: log.place, ...followed })),
      map(({ description }) => description),
      distinctUntilChanged(),
    );
    // A service logs before it is known to run.
    return combineLatest([described$, undescribed$]).pipe(
      throttleTime(TELL_EVERY_MS, scheduler, { leading: true, trailing: true }),
      switchMap(([description]) => from(tell(host, description))),
      ignoreElements(),
    );
  };
  const readOnce = (host: HostId, log: ServiceLog): Observable<never> =>
    timer(READ_AFTER_MS, scheduler).pipe(
      switchMap(() => followLog(log, clock, nothingAsked)),
      take(1),
      switchMap(({ description }) => from(tell(host, description))),
      ignoreElements(),
      catchError(() => EMPTY), // the Service tab says why
    );

  const subscription = combineLatest([app.state$.pipe(map(watchedIn)), shown$, looking$])
    .pipe(
      map(([watched, isShown, isLooking]): Task => {
        if (!watched) return { kind: isShown ? "elsewhere" : "closed" };
        const { host, owner, isUndescribed } = watched;
        if (isShown) return { kind: "show", host, owner };
        return isLooking && isUndescribed && !asksOthers(owner)
          ? { kind: "read-once", host, owner }
          : { kind: "closed" };
      }),
      distinctUntilChanged(isSameTask),
      switchMap((task) => {
        const log = "owner" in task ? logOf(task.host, task.owner) : undefined;
        if (task.kind === "show" && log) {
          const isAtRest =
            log.place.kind === "tool" && runOf(hostFacts(app.state(), task.host).service) === undefined;
          log$.next(
            isAtRest ? { kind: "not-running" } : { kind: "followed", place: log.place, ...nothingFollowed },
          );
          return show(task.host, log);
        }
        log$.next({ kind: task.kind === "show" || task.kind === "elsewhere" ? "elsewhere" : "closed" });
        return task.kind === "read-once" && log && log.mayRunUnasked !== false
          ? readOnce(task.host, log)
          : EMPTY;
      }),
    )
    .subscribe();
  const requests = (): Requests => (log$.value.kind === "followed" ? log$.value.requests : noRequests);
  return { log$, requests, close: () => subscription.unsubscribe() };
}

type Task =
  | { readonly kind: "closed" | "elsewhere" }
  | { readonly kind: "show" | "read-once"; readonly host: HostId; readonly owner: Owner };

/** Whether a log is a command of the person's, or on another machine: it is only read where it is shown. */
const asksOthers = ({ kind }: Owner): boolean => kind === "custom" || kind === "kubernetes";

/** A tool is run only while the service is; a file costs nothing, and says why a start has failed. */
const whileUseful = <T>(
  { place }: ServiceLog,
  run$: Observable<number | undefined>,
  follow$: Observable<T>,
): Observable<T> =>
  place.kind === "file"
    ? follow$
    : run$.pipe(
        map((run) => run !== undefined),
        distinctUntilChanged(),
        switchMap((runs) => (runs ? follow$ : EMPTY)),
      );

/** Whether the same log is to be read, whatever else has changed about the service. */
const isSameTask = (a: Task, b: Task): boolean => {
  if (!("owner" in a) || !("owner" in b)) return a.kind === b.kind;
  return a.kind === b.kind && a.host === b.host && isSameLog(a.owner, b.owner);
};

/** A new process of the same owner goes on with the same log. */
const isSameLog = (a: Owner, b: Owner): boolean =>
  isSameJson({ ...a, process: null }, { ...b, process: null });

type Watched = {
  readonly host: HostId;
  readonly owner: Owner;
  /** Whether it runs, and what its log tells is not known. */
  readonly isUndescribed: boolean;
};

function watchedIn(state: AppState): Watched | undefined {
  const host = hostOf(state);
  if (host === undefined) return undefined;
  const { service } = hostFacts(state, host);
  const { described } = hostReadings(state, host);
  return {
    host,
    owner: service.owner,
    isUndescribed: isRunning(service) && describedRun(service, described) === undefined,
  };
}
