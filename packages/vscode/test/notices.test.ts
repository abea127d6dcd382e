import { FakeClock } from "@paddock/core/testing";
import type { ActionRequest, NoticeView } from "@paddock/core/views";
import { Subject as Emitter } from "rxjs";
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

const offered = (over$ = new Emitter<void>()) =>
  ({ text: "cancelled", label: "Delete", row: "downloads", over$ }) as const;

function open({ othersHave = [] as readonly number[] } = {}) {
  const clock = new FakeClock();
  const claimed: number[] = [];
  const shown: {
    readonly key: number;
    readonly answer: (request?: ActionRequest) => void;
    readonly fail: () => void;
  }[] = [];
  const asked: ((isWanted: boolean) => void)[] = [];
  const warnings: string[] = [];
  let unclaimable = 0;
  const performed: ActionRequest[] = [];
  const untrue = new Set<number>();
  const unwanted = new Set<number>();
  let hidden = 0;
  const { present, offer } = createNoticePresenter({
    clock,
    logger: { info() {}, warn: (text) => warnings.push(text) },
    claim: async (number) => {
      if (unclaimable-- > 0) throw new Error("no store");
      if (!othersHave.includes(number)) claimed.push(number);
      return !othersHave.includes(number);
    },
    holds: ({ number }) => !untrue.has(number),
    isUnwanted: ({ key }) => unwanted.has(key),
    show: ({ key }) =>
      new Promise((resolve, reject) =>
        shown.push({ key, answer: resolve, fail: () => reject(new Error("not shown")) }),
      ),
    isRowVisible: () => false,
    ask: () => new Promise((resolve) => asked.push(resolve)),
    hide: () => (hidden += 1),
    perform: (request) => performed.push(request),
  });
  return {
    clock,
    present,
    offer,
    asked,
    warnings,
    failToClaim: () => (unclaimable = 1),
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

it("shows another notice when the first was not closed for a while", async () => {
  const { clock, present, shown, performed, keys, hidden } = open();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(14_800);
  expect(keys()).toEqual([1]);
  await clock.pass(300);
  expect(keys()).toEqual([1, 2]);
  expect(hidden()).toBe(0); // that would also hide the messages of others
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

it("goes on with the next notice when one could not be claimed or shown, and says so in the log", async () => {
  const { clock, present, failToClaim, shown, keys, warnings } = open();
  failToClaim();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(100);
  expect(keys()).toEqual([2]);
  shown[0]?.fail();
  await clock.pass(100);
  present([died(1), died(3)]);
  await clock.pass(100);
  expect(keys()).toEqual([2, 1]);
  expect(warnings).toEqual([expect.stringContaining("no store"), expect.stringContaining("not shown")]);
});

it("says in the log that a message failed long after it was shown", async () => {
  const { clock, present, shown, warnings } = open();
  present([died(1)]);
  await clock.pass(60_000);
  shown[0]?.fail();
  await clock.pass(100);
  expect(warnings).toHaveLength(1);
});

it("takes off the screen an earlier message that is no longer true, though a later one is shown", async () => {
  const { clock, present, untrue, hidden } = open();
  present([died(1), notice(2, aBadList)]);
  await clock.pass(16_000);
  untrue.add(1);
  present([]);
  expect(hidden()).toBe(1);
});

it("shows an offer in its turn, and resolves with the answer", async () => {
  const { clock, present, offer, asked, shown, keys } = open();
  present([died(1), notice(2, aBadList)]);
  const answer = offer(offered());
  await clock.pass(100);
  expect(asked).toHaveLength(0);
  shown[0]?.answer();
  await clock.pass(100);
  expect(asked).toHaveLength(1);
  expect(keys()).toEqual([1]);
  asked[0]?.(true);
  expect(await answer).toBe(true);
  await clock.pass(100);
  expect(keys()).toEqual([1, 2]);
});

it("does not show an offer that is over when its turn comes, and hides one that is over then", async () => {
  const { clock, present, offer, asked, shown, hidden } = open();
  present([died(1)]);
  const [late, early] = [new Emitter<void>(), new Emitter<void>()];
  const unshown = offer(offered(late));
  void offer(offered(early));
  await clock.pass(100);
  late.next();
  expect(hidden()).toBe(0);
  shown[0]?.answer();
  expect(await unshown).toBe(false);
  await clock.pass(100);
  expect(asked).toHaveLength(1);
  early.next();
  expect(hidden()).toBe(1);
});
