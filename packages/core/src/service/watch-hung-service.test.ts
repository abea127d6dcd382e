import { expect, it } from "vitest";
import { watchFake } from "../testing/watched-service.ts";

it("notices a service that hangs, but only while a window is looked at", async () => {
  const { ollama, clock, looking$, types, unanswered$ } = watchFake();
  ollama.appear();
  await clock.pass(6_000);
  ollama.failure = { kind: "timed-out", afterMs: 10_000 };
  unanswered$.next();
  await clock.pass(120_000);
  expect(types().at(-1)).toBe("answered");
  looking$.next(true);
  unanswered$.next();
  await clock.pass(100);
  expect(types().at(-1)).toBe("silent");
});

it("asks a service that hangs again a second after each answer that did not come, while it is looked at", async () => {
  const { ollama, clock, looking$, types, unanswered$ } = watchFake({ looks: true });
  ollama.appear();
  await clock.pass(40_000); // longer than an answer is expected soon after a start
  ollama.failure = { kind: "timed-out", afterMs: 10_000 };
  unanswered$.next();
  await clock.pass(30_000);
  expect(types().at(-1)).toBe("silent");
  ollama.failure = undefined;
  await clock.pass(1_000);
  expect(types().at(-1)).toBe("answered");

  ollama.failure = { kind: "timed-out", afterMs: 10_000 };
  unanswered$.next();
  await clock.pass(5_000);
  looking$.next(false);
  ollama.requests.length = 0;
  await clock.pass(600_000);
  expect(ollama.requests).toEqual([]);
  ollama.failure = undefined;
  looking$.next(true);
  await clock.pass(25);
  expect(types().at(-1)).toBe("answered");
});
