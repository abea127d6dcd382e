import {
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  startWith,
  switchMap,
  take,
  type Observable,
} from "rxjs";
import { modelsOf } from "../domain/domain.ts";
import { originOf, type Endpoint } from "../domain/endpoint.ts";
import type { AppEvent } from "../domain/events.ts";
import { installedModels } from "../domain/models.ts";
import { isRunning, versionOf } from "../domain/service.ts";
import type { Clock } from "../ports/clock.ts";
import type { HostPorts, Ports } from "../ports/ports.ts";
import { checkUpdates } from "../sources/check-updates.ts";
import type { Describer } from "../sources/describe-models.ts";
import { every } from "../sources/time.ts";
import { ofType, type Loop } from "./loop.ts";

/** What the checks for updates of one host need. */
export type UpdatePorts = Loop & {
  readonly reach: HostPorts;
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly describe: Describer["describe"];
  readonly preferences$: Ports["preferences$"];
};

const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;

/** Finds out which models are outdated when somebody wants to know, and once a day where the person wants it so. */
export function runUpdates(ports: UpdatePorts): Observable<AppEvent> {
  const { reach, endpoint, events$, state, state$, clock, describe, preferences$ } = ports;
  const origin = originOf(endpoint);
  const isRunning$ = state$.pipe(
    map(({ facts }) => isRunning(facts.service)),
    distinctUntilChanged(),
  );
  const check = (): Observable<AppEvent> => {
    const version = versionOf(state().facts.service);
    return checkUpdates({ ...reach, origin, describe }, installedModels(modelsOf(state())), version);
  };
  const { updateCheck } = state().facts;
  const isInterrupted = updateCheck?.isRunning === true && updateCheck.origin === origin;
  const isDue = (): boolean => {
    const { updateCheck: last } = state().facts;
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
