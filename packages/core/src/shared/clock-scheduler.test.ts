import fc from "fast-check";
import {
  auditTime,
  bufferTime,
  catchError,
  debounceTime,
  from,
  interval,
  map,
  mergeMap,
  of,
  take,
  throttleTime,
  timeout,
  timer,
  VirtualTimeScheduler,
  type Observable,
  type SchedulerLike,
} from "rxjs";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../testing/index.ts";
import { clockScheduler } from "./clock-scheduler.source.ts";

type Emissions = readonly (readonly [value: unknown, atMs: number])[];

const ENOUGH_MS = 400;

/** Values and their times, with RxJS's own virtual time. */
function withVirtualTime(make: (scheduler: SchedulerLike) => Observable<unknown>): Emissions {
  const scheduler = new VirtualTimeScheduler(undefined, ENOUGH_MS);
  const emissions: (readonly [unknown, number])[] = [];
  make(scheduler).subscribe((value) => emissions.push([value, scheduler.now()]));
  scheduler.flush();
  return emissions;
}

/** The same with our clock. */
function withOurClock(make: (scheduler: SchedulerLike) => Observable<unknown>): Emissions {
  const clock = new FakeClock();
  const scheduler = clockScheduler(clock);
  const emissions: (readonly [unknown, number])[] = [];
  const subscription = make(scheduler).subscribe((value) => emissions.push([value, scheduler.now()]));
  while (clock.now() < ENOUGH_MS) clock.increment(1);
  subscription.unsubscribe();
  return emissions;
}

const at = (timesMs: readonly number[], scheduler: SchedulerLike): Observable<number> =>
  from(timesMs).pipe(mergeMap((ms) => timer(ms, scheduler).pipe(map(() => ms))));

/** The time operators of RxJS that we use, and similar ones. */
const OPERATORS = {
  timer: (ms, timesMs, scheduler) => at([...timesMs, ms], scheduler),
  interval: (ms, _timesMs, scheduler) => interval(ms, scheduler).pipe(take(5)),
  throttleTime: (ms, timesMs, scheduler) =>
    at(timesMs, scheduler).pipe(throttleTime(ms, scheduler, { leading: true, trailing: true })),
  auditTime: (ms, timesMs, scheduler) => at(timesMs, scheduler).pipe(auditTime(ms, scheduler)),
  debounceTime: (ms, timesMs, scheduler) => at(timesMs, scheduler).pipe(debounceTime(ms, scheduler)),
  timeout: (ms, timesMs, scheduler) =>
    at(timesMs, scheduler).pipe(
      timeout({ each: ms, scheduler }),
      catchError(() => of("too late")),
    ),
  bufferTime: (ms, timesMs, scheduler) => at(timesMs, scheduler).pipe(bufferTime(ms, scheduler), take(3)),
} satisfies Record<
  string,
  (ms: number, timesMs: readonly number[], scheduler: SchedulerLike) => Observable<unknown>
>;

describe("a scheduler on our clock", () => {
  it.each(Object.entries(OPERATORS))(
    "makes %s emit the same values at the same times as RxJS's virtual time",
    (_name, operator) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 60 }),
          fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 12 }),
          (ms, timesMs) => {
            const make = (scheduler: SchedulerLike) => operator(ms, timesMs, scheduler);
            expect(withOurClock(make)).toEqual(withVirtualTime(make));
          },
        ),
      );
    },
  );

  it("does nothing after a subscriber has unsubscribed", () => {
    const clock = new FakeClock();
    const ticks: number[] = [];
    const ticking = interval(10, clockScheduler(clock)).subscribe((tick) => ticks.push(tick));
    clock.increment(10);
    ticking.unsubscribe();
    clock.increment(10);
    expect(ticks).toEqual([0]);
  });

  it("does not schedule work again that was unsubscribed while it emitted", () => {
    const clock = new FakeClock();
    let ticks = 0;
    const ticking = interval(10, clockScheduler(clock)).subscribe(() => {
      ticks += 1;
      ticking.unsubscribe();
    });
    for (let passed = 0; passed < 5; passed++) clock.increment(10);
    expect(ticks).toBe(1);
  });
});
