import { distinctUntilChanged, map, of, switchMap, timer, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { electLeader } from "../windows/leader-election.source.ts";
import type { LeaderLock } from "../windows/leader-lock.port.ts";
import { allDownloads, isUnderWay, type Downloads } from "./downloads.ts";
import { SETTLING_MS } from "./pull-scheduler.source.ts";

/** Whether this leader may pull: `elsewhere` while the leader of another editor product does. */
export type PullPermission = "not-needed" | "granted" | "elsewhere";

type PermissionPorts = {
  readonly pullLock: LeaderLock;
  readonly downloads$: Observable<Downloads>;
  readonly clock: Clock;
};

/** Holds the lock of the machine from the first download until the last pull is over in Ollama too. */
export const watchPullPermission = ({
  pullLock,
  downloads$,
  clock,
}: PermissionPorts): Observable<PullPermission> => {
  const isWanted$ = downloads$.pipe(
    map((downloads) => allDownloads(downloads).some(isUnderWay)),
    distinctUntilChanged(),
    switchMap((isWanted) =>
      isWanted ? of(true) : timer(SETTLING_MS, clockScheduler(clock)).pipe(map(() => false)),
    ),
    distinctUntilChanged(),
  );
  return isWanted$.pipe(
    switchMap((isWanted) => (isWanted ? permission(pullLock, clock) : of<PullPermission>("not-needed"))),
  );
};

const permission = (lock: LeaderLock, clock: Clock): Observable<PullPermission> =>
  electLeader(lock, clock).pipe(map((isHeld) => (isHeld ? "granted" : "elsewhere")));
