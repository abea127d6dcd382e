import {
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  interval,
  map,
  merge,
  of,
  race,
  startWith,
  switchMap,
  take,
  timer,
  type Observable,
} from "rxjs";
import type { Ports } from "../app/app.port.ts";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { Describe } from "../models/describe-models.source.ts";
import { isLocalName } from "../models/local-names.ts";
import { installedModels } from "../models/models.ts";
import { isRunning, versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isOlder } from "../shared/is-older.ts";
import { checkUpdates } from "./check-updates.source.ts";

type UpdatePorts = HostLoop & {
  readonly hostPorts: HostPorts;
  readonly clock: Clock;
  readonly describe: Describe;
  readonly preferences$: Ports["preferences$"];
};

/** If reading the list takes longer, the last known one is checked. */
const READING_PATIENCE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;
const CHECK_EVERY_MS = 3_600_000;

type UpdateEvent = WithoutHost<HostEvent>;

/** Checks which models are outdated on request, and once a day if the person has set that. */
export function runUpdates(ports: UpdatePorts): Observable<UpdateEvent> {
  const { hostPorts, events$, facts, facts$, readings, models, clock, describe, preferences$ } = ports;
  const scheduler = clockScheduler(clock);
  const isRunning$ = facts$.pipe(
    map(({ service }) => isRunning(service)),
    distinctUntilChanged(),
  );
  const compare = (): Observable<UpdateEvent> =>
    checkUpdates(
      { ...hostPorts, describe },
      {
        models: installedModels(models()),
        isLocalName: (name) => isLocalName(facts().localNames, name),
        lastOf: (name) => readings().updates[name],
        version: versionOf(facts().service),
      },
    );
  /** Reads the models first: they may not have been read yet, or one may have been pulled elsewhere. */
  const check = (): Observable<UpdateEvent> =>
    merge(
      race(
        ofType(events$, "models.listed", "models.confirmed", "models.unread"),
        timer(READING_PATIENCE_MS, scheduler),
      ).pipe(take(1), switchMap(compare)),
      of<UpdateEvent>({ type: "models.refresh-requested" }),
    );
  const isInterrupted = facts().updateCheck?.isRunning === true;
  const isDue = (): boolean => {
    const { updateCheck } = facts();
    return updateCheck === undefined || isOlder(updateCheck.atMs, DAY_MS, clock.now());
  };
  const due$ = preferences$.pipe(
    switchMap(({ checksForUpdates }) => (checksForUpdates === "daily" ? isRunning$ : EMPTY)),
    switchMap((isUp) => (isUp ? interval(CHECK_EVERY_MS, scheduler).pipe(startWith(undefined)) : EMPTY)),
    filter(isDue),
    map((): UpdateEvent => ({ type: "updates.check-requested" })),
  );
  const requested$ = ofType(events$, "updates.check-requested");
  return merge(
    due$,
    merge(requested$, isInterrupted ? isRunning$.pipe(filter(Boolean), take(1)) : EMPTY).pipe(
      exhaustMap(check),
    ),
  );
}
