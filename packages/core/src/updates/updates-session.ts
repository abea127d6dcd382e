import {
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  of,
  race,
  startWith,
  switchMap,
  take,
  type Observable,
} from "rxjs";
import { hostFacts, modelsOf } from "../app/state.ts";
import { originOf, type Endpoint } from "../hosts/endpoint.ts";
import type { AppEvent } from "../app/events.ts";
import { installedModels } from "../models/models.ts";
import { isRunning, versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Ports } from "../app/app.port.ts";
import { checkUpdates } from "./check-updates.source.ts";
import type { Describer } from "../models/describe-models.source.ts";
import { after, every } from "../shared/rx-timer.source.ts";
import { ofType, type Loop } from "../app/loop.ts";

/** What the checks for updates of one host need. */
export type UpdatePorts = Loop & {
  readonly reach: HostPorts;
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly describe: Describer["describe"];
  readonly preferences$: Ports["preferences$"];
};

/** A list that takes longer is checked as it was known. */
const READING_PATIENCE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;

/** Finds out which models are outdated when somebody wants to know, and once a day where the person wants it so. */
export function runUpdates(ports: UpdatePorts): Observable<AppEvent> {
  const { reach, endpoint, events$, state, state$, clock, describe, preferences$ } = ports;
  const origin = originOf(endpoint);
  const isRunning$ = state$.pipe(
    map((now) => isRunning(hostFacts(now).service)),
    distinctUntilChanged(),
  );
  const compare = (): Observable<AppEvent> => {
    const version = versionOf(hostFacts(state()).service);
    return checkUpdates({ ...reach, origin, describe }, installedModels(modelsOf(state())), version);
  };
  /** Nobody may have looked at the models yet, and somebody may have pulled one elsewhere: they are read first. */
  const check = (): Observable<AppEvent> =>
    merge(
      race(
        ofType(events$, "models.listed", "models.confirmed", "models.unread"),
        after(clock, READING_PATIENCE_MS),
      ).pipe(take(1), switchMap(compare)),
      of<AppEvent>({ type: "models.refresh-requested" }),
    );
  const { updateCheck } = hostFacts(state());
  const isInterrupted = updateCheck?.isRunning === true && updateCheck.origin === origin;
  const isDue = (): boolean => {
    const { updateCheck: last } = hostFacts(state());
    return last?.origin !== origin || clock.now() - last.atMs >= DAY_MS;
  };
  const due$ = preferences$.pipe(
    switchMap(({ checksForUpdates }) => (checksForUpdates === "daily" ? isRunning$ : EMPTY)),
    switchMap((isUp) => (isUp ? every(clock, LOOK_EVERY_MS).pipe(startWith(undefined)) : EMPTY)),
    filter(isDue),
    map((): AppEvent => ({ type: "updates.check-requested", origin })),
  );
  const requested$ = ofType(events$, "updates.check-requested");
  return merge(
    due$,
    merge(requested$, isInterrupted ? isRunning$.pipe(filter(Boolean), take(1)) : EMPTY).pipe(
      exhaustMap(check),
    ),
  );
}
