import { NEVER, Subject } from "rxjs";
import { expect, it } from "vitest";
import { createShowRefusal } from "../src/prompts/refusals.ts";

function openRefusals() {
  const running$ = new Subject<void>();
  const shown: string[] = [];
  let hidden = 0;
  const answered = Promise.withResolvers<undefined>();
  const show = createShowRefusal({
    perform: () => Promise.reject(new Error("no button was pressed")),
    show: ({ text }) => (shown.push(text), answered.promise),
    hide: () => void hidden++,
    isOver$: ({ reason }) => (reason === "not-running" ? running$ : NEVER),
  });
  return { show, shown, running$, answered, hidden: () => hidden };
}

it("takes the message that Ollama does not run off the screen when it runs", () => {
  const { show, shown, running$, hidden } = openRefusals();
  show({ reason: "not-running" });
  expect(shown).toEqual([expect.stringContaining("Ollama is not running")]);
  expect(hidden()).toBe(0);
  running$.next();
  running$.next();
  expect(hidden()).toBe(1);
});

it("leaves other messages alone once the person has closed it", async () => {
  const { show, answered, running$, hidden } = openRefusals();
  show({ reason: "not-running" });
  answered.resolve(undefined);
  await expect.poll(() => running$.observed).toBe(false);
  running$.next();
  expect(hidden()).toBe(0);
});
