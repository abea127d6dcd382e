import {
  filter,
  repeat,
  retry,
  skip,
  switchMap,
  take,
  timer,
  type Observable,
  type SchedulerLike,
} from "rxjs";

export type FollowRuns<T> = {
  /** Follows the log; may end with the service, or fail. */
  readonly follow$: Observable<T>;
  /** The present run of the service, now and then each new one; `undefined` while there is none. */
  readonly run$: Observable<number | undefined>;
  readonly scheduler: SchedulerLike;
  readonly onFailure: (error: unknown) => void;
};

/** A tool that ends at once although the service runs is asked ever more seldom. */
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** Follows a log over the runs of its service: where it has ended, again while the service runs; after a failure, in the next run. */
export const followRuns = <T>({ follow$, run$, scheduler, onFailure }: FollowRuns<T>): Observable<T> => {
  const isRun = (run: number | undefined): boolean => run !== undefined;
  return follow$.pipe(
    repeat({
      delay: (times) =>
        timer(Math.min(FIRST_MS * 2 ** (times - 1), LONGEST_MS), scheduler).pipe(
          switchMap(() => run$),
          filter(isRun),
          take(1),
        ),
    }),
    retry({
      delay: (error) => {
        onFailure(error);
        return run$.pipe(skip(1), filter(isRun), take(1));
      },
    }),
  );
};
