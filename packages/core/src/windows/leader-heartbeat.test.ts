import { BehaviorSubject, Subject } from "rxjs";
import { expect, it } from "vitest";
import type { Attention } from "./windows.ts";
import { FakeClock } from "../testing/index.ts";
import { watchLeaderHeartbeat } from "./leader-heartbeat.source.ts";

function watch() {
  const attention$ = new BehaviorSubject<Attention>("looking");
  const isLeader$ = new BehaviorSubject(false);
  const beat$ = new Subject<void>();
  const clock = new FakeClock();
  const emitted: boolean[] = [];
  watchLeaderHeartbeat({ attention$, isLeader$, beat$, clock }).subscribe((isSilent) =>
    emitted.push(isSilent),
  );
  return { attention$, isLeader$, beat$, clock, emitted };
}

it("is missing 3 s after the last one", async () => {
  const { beat$, clock, emitted } = watch();
  await clock.pass(2_000);
  beat$.next();
  await clock.pass(2_975);
  expect(emitted).toEqual([false]);
  await clock.pass(25);
  expect(emitted).toEqual([false, true]);
  beat$.next();
  expect(emitted).toEqual([false, true, false]);
});

it("is not expected in the leader itself, or while this window needs nothing", async () => {
  const { attention$, isLeader$, clock, emitted } = watch();
  isLeader$.next(true);
  await clock.pass(60_000);
  isLeader$.next(false);
  attention$.next("none");
  await clock.pass(60_000);
  expect(emitted).toEqual([false]);
  attention$.next("waiting");
  await clock.pass(3_000);
  isLeader$.next(true);
  expect(emitted).toEqual([false, true, false]);
});
