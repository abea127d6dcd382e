import { connect, endWith, ignoreElements, merge, takeUntil, type Observable } from "rxjs";

/** Both, for as long as the first one lasts. */
export const alongside = <Main, Side>(
  main$: Observable<Main>,
  side$: Observable<Side>,
): Observable<Main | Side> =>
  main$.pipe(
    connect((shared$) => merge(side$.pipe(takeUntil(shared$.pipe(ignoreElements(), endWith(0)))), shared$)),
  );
