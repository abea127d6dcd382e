import { connect, endWith, ignoreElements, merge, takeUntil, type Observable } from "rxjs";

/** Merges two observables, and completes with the first one. */
export const mergeUntilFirstCompletes = <Main, Side>(
  main$: Observable<Main>,
  side$: Observable<Side>,
): Observable<Main | Side> =>
  main$.pipe(
    connect((shared$) => merge(side$.pipe(takeUntil(shared$.pipe(ignoreElements(), endWith(0)))), shared$)),
  );
