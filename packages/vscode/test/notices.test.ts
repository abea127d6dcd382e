import { FakeClock } from "@paddock/core/testing";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { expect, it } from "vitest";
import { createNoticePresenter } from "../src/surfaces/notices.ts";

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
  const present = createNoticePresenter({
    clock,
    claim: async (number) => {
      if (!othersHave.includes(number)) claimed.push(number);
      return !othersHave.includes(number);
    },
    show: ({ key }) => new Promise((resolve) => shown.push({ key, answer: resolve })),
    perform: (request) => performed.push(request),
  });
  return { clock, present, claimed, shown, performed, keys: () => shown.map(({ key }) => key) };
}

it("shows a notice once, and performs the action of the pressed button", async () => {
  const { clock, present, shown, performed, keys } = open();
  present([died(1)]);
  present([died(1)]);
  await clock.pass(100);
  expect(keys()).toEqual([1]);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toEqual([{ type: "service.start" }]);
});

it("does not show a notice that another window has claimed", async () => {
  const { clock, present, keys } = open({ othersHave: [1] });
  present([died(1), died(2)]);
  await clock.pass(100);
  expect(keys()).toEqual([2]);
});

it("shows only the last of the notices that arrived while one was visible, after that one is closed", async () => {
  const { clock, present, claimed, shown, keys } = open();
  present([died(1), died(2), died(3)]);
  await clock.pass(100);
  expect(claimed).toEqual([1]);
  shown[0]?.answer();
  await clock.pass(100);
  expect(keys()).toEqual([1, 3]);
  expect(claimed).toEqual([1, 2, 3]);
});

it("shows the next notice after a minute, and still performs the action of a button in the first", async () => {
  const { clock, present, shown, performed, keys } = open();
  present([died(1), died(2)]);
  await clock.pass(59_000);
  expect(keys()).toEqual([1]);
  await clock.pass(1_100);
  expect(keys()).toEqual([1, 2]);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toHaveLength(1);
});
