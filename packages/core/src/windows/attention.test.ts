import { BehaviorSubject, Subject } from "rxjs";
import { expect, it } from "vitest";
import { FakeClock } from "../testing/index.ts";
import { watchAttention } from "./attention.source.ts";

function watch() {
  const looking$ = new BehaviorSubject(false);
  const asked$ = new Subject<void>();
  const clock = new FakeClock();
  const wanted: string[] = [];
  watchAttention(looking$, asked$, clock).subscribe((attention) => wanted.push(attention));
  return { looking$, asked$, clock, wanted };
}

it("is said of a window only once it wants something", async () => {
  const { clock, looking$, wanted } = watch();
  await clock.pass(60_000);
  expect(wanted).toEqual([]);
  looking$.next(true);
  looking$.next(false);
  expect(wanted).toEqual(["looking", "none"]);
});

it("waits for 10 s after it has asked for something, counted anew each time", async () => {
  const { clock, asked$, wanted } = watch();
  asked$.next();
  await clock.pass(9_000);
  asked$.next();
  await clock.pass(9_975);
  expect(wanted).toEqual(["waiting"]);
  await clock.pass(25);
  expect(wanted).toEqual(["waiting", "none"]);
});

it("looks, whatever it waits for", async () => {
  const { clock, asked$, looking$, wanted } = watch();
  looking$.next(true);
  asked$.next();
  await clock.pass(1_000);
  looking$.next(false);
  expect(wanted).toEqual(["looking", "waiting"]);
});
