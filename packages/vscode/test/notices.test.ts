import { FakeClock } from "@paddock/core/testing";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { expect, it } from "vitest";
import { createNoticePresenter } from "../src/surfaces/notices.ts";

type Subject = NoticeView["notice"]["about"];

const aDeath: Subject = { kind: "service-died", death: { exit: {}, logLines: [] } };
const aBadList: Subject = { kind: "models-unread", failure: { kind: "busy" } };

const notice = (key: number, about: Subject): NoticeView => ({
  key,
  notice: { number: key, atMs: 0, about },
  text: `${about.kind} ${key}`,
  tone: "warn",
  actions: [],
});
const died = (key: number): NoticeView => notice(key, aDeath);

function open({ othersHave = [] as readonly number[] } = {}) {
  const clock = new FakeClock();
  const claimed: number[] = [];
  const shown: { readonly key: number; readonly answer: (request?: ActionRequest) => void }[] = [];
  const performed: ActionRequest[] = [];
  const untrue = new Set<number>();
  const unwanted = new Set<number>();
  let hidden = 0;
  const present = createNoticePresenter({
    clock,
    claim: async (number) => {
      if (!othersHave.includes(number)) claimed.push(number);
      return !othersHave.includes(number);
    },
    holds: ({ number }) => !untrue.has(number),
    isUnwanted: ({ key }) => unwanted.has(key),
    show: ({ key }) => new Promise((resolve) => shown.push({ key, answer: resolve })),
    hide: () => (hidden += 1),
    perform: (request) => performed.push(request),
  });
  return {
    clock,
    present,
    claimed,
    shown,
    performed,
    untrue,
    unwanted,
    keys: () => shown.map(({ key }) => key),
    hidden: () => hidden,
  };
}

it("shows a notice once, and performs the action of the pressed button", async () => {
  const { clock, present, shown, performed, keys, hidden } = open();
  present([died(1)]);
  present([died(1)]);
  await clock.pass(100);
  expect(keys()).toEqual([1]);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toEqual([{ type: "service.start" }]);
  expect(hidden()).toBe(0);
});

it("does not show a notice that another window has claimed", async () => {
  const { clock, present, keys } = open({ othersHave: [1] });
  present([died(1), notice(2, aBadList)]);
  await clock.pass(100);
  expect(keys()).toEqual([2]);
});

it("tells of a new death at once, in place of the message about the last one", async () => {
  const { clock, present, keys, hidden } = open();
  for (const [index, key] of [1, 2, 3].entries()) {
    present([died(key)]);
    await clock.pass(4_000);
    expect(keys()).toEqual([1, 2, 3].slice(0, index + 1));
    expect(hidden()).toBe(index);
  }
});

it("shows another notice after the first is closed", async () => {
  const { clock, present, claimed, shown, keys } = open();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(100);
  expect(keys()).toEqual([1]);
  expect(claimed).toEqual([1]);
  shown[0]?.answer();
  await clock.pass(100);
  expect(keys()).toEqual([1, 2]);
});

it("shows another notice in place of the first that was not closed for a while", async () => {
  const { clock, present, shown, performed, keys, hidden } = open();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(4_800);
  expect(keys()).toEqual([1]);
  await clock.pass(300);
  expect(keys()).toEqual([1, 2]);
  expect(hidden()).toBe(1);
  shown[0]?.answer({ type: "service.start" });
  await clock.pass(100);
  expect(performed).toHaveLength(1);
});

it("does not show a notice that is no longer true when its turn comes", async () => {
  const { clock, present, shown, keys } = open();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(100);
  present([]);
  shown[0]?.answer();
  await clock.pass(20_000);
  expect(keys()).toEqual([1]);
});

it("takes a message off the screen when it is no longer true, however long it has been there", async () => {
  const { clock, present, untrue, hidden } = open();
  present([died(1)]);
  await clock.pass(60_000);
  expect(hidden()).toBe(0);
  untrue.add(1);
  present([]);
  present([]);
  await clock.pass(100);
  expect(hidden()).toBe(1);
});

it("claims a notice that is not wanted, and does not show it", async () => {
  const { clock, present, unwanted, claimed, keys, hidden } = open();
  unwanted.add(1);
  present([died(1), notice(2, aBadList)]);
  await clock.pass(100);
  expect(claimed).toEqual([1, 2]);
  expect(keys()).toEqual([2]);
  expect(hidden()).toBe(0);
});
