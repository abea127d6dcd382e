import {
  catchError,
  EMPTY,
  exhaustMap,
  filter,
  interval,
  map,
  startWith,
  switchMap,
  type Observable,
} from "rxjs";
import type { Ports } from "../app/app.port.ts";
import type { Loop } from "../app/loop.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isOlder } from "../shared/is-older.ts";
import type { ReleaseReading } from "./release.ts";

type ReleasePorts = Pick<Ports, "latestRelease" | "preferences$" | "clock" | "logger">;

const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;

/** Asks for the newest release once a day if the person has set that, and otherwise never. */
export function runReleases(
  { latestRelease, preferences$, clock, logger }: ReleasePorts,
  { state }: Pick<Loop, "state">,
): Observable<ReleaseReading> {
  // A failed attempt counts too: what did not answer is not asked every hour.
  let askedAtMs: number | undefined;
  const isDue = (): boolean => {
    const lastMs = [askedAtMs, state().readings.release?.atMs].filter((atMs) => atMs !== undefined);
    return lastMs.every((atMs) => isOlder(atMs, DAY_MS, clock.now()));
  };
  if (!latestRelease) return EMPTY;
  const ask = (): Observable<string> => {
    askedAtMs = clock.now();
    return latestRelease().pipe(
      catchError((error: unknown) => {
        logger.warn(`The newest release of Ollama could not be read: ${String(error)}`);
        return EMPTY;
      }),
    );
  };
  return preferences$.pipe(
    switchMap(({ checksForReleases }) =>
      checksForReleases === "daily"
        ? interval(LOOK_EVERY_MS, clockScheduler(clock)).pipe(startWith(undefined))
        : EMPTY,
    ),
    filter(isDue),
    exhaustMap(ask),
    map((version): ReleaseReading => ({ type: "release.found", version })),
  );
}
