import {
  combineLatest,
  filter,
  ignoreElements,
  map,
  merge,
  shareReplay,
  startWith,
  tap,
  type Observable,
} from "rxjs";
import type { Ports } from "../app/app.port.ts";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { Clock } from "../shared/clock.port.ts";
import { watchPullPermission, type PullPermission } from "./pull-permission.source.ts";
import type { PullScheduler } from "./pull-scheduler.source.ts";

type PermissionPorts = Pick<HostLoop, "facts$" | "readings"> & {
  readonly hostPorts: Pick<HostPorts, "pullLock">;
  readonly clock: Clock;
  readonly preferences$: Ports["preferences$"];
  readonly pullScheduler: PullScheduler;
};
type PermissionEvent = WithoutHost<HostEvent>;

/** Lets the scheduler pull only while this leader may, and tells the windows where it may not. */
export function runPullPermission(ports: PermissionPorts): Observable<PermissionEvent> {
  const { hostPorts, facts$, readings, clock, preferences$, pullScheduler } = ports;
  const downloads$ = facts$.pipe(map(({ downloads }) => downloads));
  const permission$ = watchPullPermission({ pullLock: hostPorts.pullLock, downloads$, clock }).pipe(
    startWith<PullPermission>("not-needed"),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  return merge(
    combineLatest([preferences$, permission$]).pipe(
      tap(([{ parallelDownloads }, permission]) =>
        pullScheduler.allow(permission === "granted" ? parallelDownloads : 0),
      ),
      ignoreElements(),
    ),
    combineLatest([preferences$, permission$]).pipe(
      map(([{ parallelDownloads: atOnce }, permission]) => ({
        isElsewhere: permission === "elsewhere",
        atOnce,
      })),
      filter(
        ({ isElsewhere, atOnce }) =>
          isElsewhere !== readings().isPullingElsewhere || atOnce !== readings().pullsAtOnce,
      ),
      map(({ isElsewhere, atOnce }): PermissionEvent => ({
        type: "pulls.elsewhere",
        isElsewhere,
        ...(atOnce > 1 && { atOnce }),
      })),
    ),
  );
}
