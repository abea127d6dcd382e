import {
  catchError,
  debounceTime,
  defer,
  of,
  startWith,
  switchMap,
  type Observable,
  type OperatorFunction,
} from "rxjs";
import { clockScheduler } from "./clock-scheduler.source.ts";
import type { Clock } from "./clock.port.ts";

type Looking<Shown> = {
  /** Whether a view of this window shows it. */
  readonly shown$: Observable<boolean>;
  /** Emits when what was seen before is no longer true, and is not to be shown while looking. */
  readonly fresh$: Observable<unknown>;
  /** Emits, at first too, when to look again while what was seen before stays. */
  readonly again$?: Observable<unknown>;
  readonly look: () => Promise<Shown>;
  /** What is shown if looking fails; it is looked again all the same. */
  readonly failed: (error: unknown) => Shown;
  readonly closed: Shown;
  readonly waiting: Shown;
};

/** Looks at something while a view shows it. */
export const whileShown = <Shown>({
  shown$,
  fresh$,
  again$ = of(undefined),
  look,
  failed,
  closed,
  waiting,
}: Looking<Shown>): Observable<Shown> => {
  const seen$ = again$.pipe(
    switchMap(() => defer(look).pipe(catchError((error: unknown) => of(failed(error))))),
    startWith(waiting),
  );
  return shown$.pipe(switchMap((isShown) => (isShown ? fresh$.pipe(switchMap(() => seen$)) : of(closed))));
};

const SETTLE_MS = 300;

/** A pull, a copy and a deletion change several things at once. */
export const settledBy = <Value>(clock: Clock): OperatorFunction<Value, Value> =>
  debounceTime(SETTLE_MS, clockScheduler(clock));
