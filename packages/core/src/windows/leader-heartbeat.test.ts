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
  const said: boolean[] = [];
  watchLeaderHeartbeat({ attention$, isLeader$, beat$, clock }).subscribe((isSilent) => said.push(isSilent));
  return { attention$, isLeader$, beat$, clock, said };
}

it("is silence after 3 s without a sign of life, counted anew from each", async () => {
  const { beat$, clock, said } = watch();
  await clock.pass(2_000);
  beat$.next();
  await clock.pass(2_975);
  expect(said).toEqual([false]);
  await clock.pass(25);
  expect(said).toEqual([false, true]);
  beat$.next();
  expect(said).toEqual([false, true, false]);
});

it("is not reported where no sign of life is expected: in the leader itself, or while this window wants nothing", async () => {
  const { attention$, isLeader$, clock, said } = watch();
  isLeader$.next(true);
  await clock.pass(60_000);
  isLeader$.next(false);
  attention$.next("none");
  await clock.pass(60_000);
  expect(said).toEqual([false]);
  attention$.next("waiting");
  await clock.pass(3_000);
  isLeader$.next(true);
  expect(said).toEqual([false, true, false]);
});
