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

type Told = readonly (readonly [value: unknown, atMs: number])[];

const ENOUGH_MS = 400;

/** What is emitted, and when, by RxJS's own virtual time. */
function byVirtualTime(make: (scheduler: SchedulerLike) => Observable<unknown>): Told {
  const scheduler = new VirtualTimeScheduler(undefined, ENOUGH_MS);
  const told: (readonly [unknown, number])[] = [];
  make(scheduler).subscribe((value) => told.push([value, scheduler.now()]));
  scheduler.flush();
  return told;
}

/** The same by our clock. */
function byOurClock(make: (scheduler: SchedulerLike) => Observable<unknown>): Told {
  const clock = new FakeClock();
  const scheduler = clockScheduler(clock);
  const told: (readonly [unknown, number])[] = [];
  const telling = make(scheduler).subscribe((value) => told.push([value, scheduler.now()]));
  while (clock.now() < ENOUGH_MS) clock.increment(1);
  telling.unsubscribe();
  return told;
}

const at = (timesMs: readonly number[], scheduler: SchedulerLike): Observable<number> =>
  from(timesMs).pipe(mergeMap((ms) => timer(ms, scheduler).pipe(map(() => ms))));

/** Everything in RxJS that we want time for, and what is nearest to it. */
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

describe("by our clock", () => {
  it.each(Object.entries(OPERATORS))("%s emits what it should, when it should", (_name, operator) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 12 }),
        (ms, timesMs) => {
          const make = (scheduler: SchedulerLike) => operator(ms, timesMs, scheduler);
          expect(byOurClock(make)).toEqual(byVirtualTime(make));
        },
      ),
    );
  });

  it("nothing is done any more for who has unsubscribed", () => {
    const clock = new FakeClock();
    const ticks: number[] = [];
    const ticking = interval(10, clockScheduler(clock)).subscribe((tick) => ticks.push(tick));
    clock.increment(10);
    ticking.unsubscribe();
    clock.increment(10);
    expect(ticks).toEqual([0]);
  });

  it("what is unsubscribed from while it emits is not scheduled again", () => {
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
