import { BehaviorSubject, Subject } from "rxjs";
import { expect, it } from "vitest";
import { FakeClock } from "../testing/index.ts";
import { watchAttention } from "./attention.source.ts";

function watch() {
  const looking$ = new BehaviorSubject(false);
  const requested$ = new Subject<void>();
  const clock = new FakeClock();
  const emitted: string[] = [];
  watchAttention(looking$, requested$, clock).subscribe((attention) => emitted.push(attention));
  return { looking$, requested$, clock, emitted };
}

it("emits nothing until the window needs something", async () => {
  const { clock, looking$, emitted } = watch();
  await clock.pass(60_000);
  expect(emitted).toEqual([]);
  looking$.next(true);
  looking$.next(false);
  expect(emitted).toEqual(["looking", "none"]);
});

it("is `waiting` for 10 s after each request", async () => {
  const { clock, requested$, emitted } = watch();
  requested$.next();
  await clock.pass(9_000);
  requested$.next();
  await clock.pass(9_975);
  expect(emitted).toEqual(["waiting"]);
  await clock.pass(25);
  expect(emitted).toEqual(["waiting", "none"]);
});

it("is `looking` while the window is looked at, even if it also waits", async () => {
  const { clock, requested$, looking$, emitted } = watch();
  looking$.next(true);
  requested$.next();
  await clock.pass(1_000);
  looking$.next(false);
  expect(emitted).toEqual(["looking", "waiting"]);
});
