import { FakeClock } from "@paddock/core/testing";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { expect, it } from "vitest";
import { createNoticeTeller } from "../src/surfaces/notices.ts";

const died = (key: number): NoticeView => ({
  key,
  subject: "service-died",
  text: `died ${key}`,
  tone: "warn",
  actions: [],
});

function open({ othersHave = [] as readonly number[] } = {}) {
  const clock = new FakeClock();
  const claimed: number[] = [];
  const shown: { readonly key: number; readonly answer: (request?: ActionRequest) => void }[] = [];
  const performed: ActionRequest[] = [];
  const tell = createNoticeTeller({
    clock,
    claim: async (number) => {
      if (!othersHave.includes(number)) claimed.push(number);
      return !othersHave.includes(number);
    },
    show: ({ key }) => new Promise((resolve) => shown.push({ key, answer: resolve })),
    perform: (request) => performed.push(request),
  });
  return { clock, tell, claimed, shown, performed, keys: () => shown.map(({ key }) => key) };
}

it("tells a notice once, and does what is pressed in it", async () => {
  const { clock, tell, shown, performed, keys } = open();
  tell([died(1)]);
  tell([died(1)]);
  await clock.pass(100);
  expect(keys()).toEqual([1]);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toEqual([{ type: "service.start" }]);
});

it("leaves it to the window that was quicker", async () => {
  const { clock, tell, keys } = open({ othersHave: [1] });
  tell([died(1), died(2)]);
  await clock.pass(100);
  expect(keys()).toEqual([2]);
});

it("tells the last of those that came while one was in sight, once that is closed", async () => {
  const { clock, tell, claimed, shown, keys } = open();
  tell([died(1), died(2), died(3)]);
  await clock.pass(100);
  expect(claimed).toEqual([1]);
  shown[0]?.answer();
  await clock.pass(100);
  expect(keys()).toEqual([1, 3]);
  expect(claimed).toEqual([1, 2, 3]);
});

it("does not wait longer than a minute for one that nobody closes, and still does what is pressed in it", async () => {
  const { clock, tell, shown, performed, keys } = open();
  tell([died(1), died(2)]);
  await clock.pass(59_000);
  expect(keys()).toEqual([1]);
  await clock.pass(1_100);
  expect(keys()).toEqual([1, 2]);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toHaveLength(1);
});
