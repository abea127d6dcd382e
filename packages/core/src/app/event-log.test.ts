import { host } from "../testing/events.ts";
import { accept } from "../shared/decision.ts";
import { describe, expect, it } from "vitest";
import { memoryHistory } from "../adapters/store/memory-event-store.ts";
import type { AppEvent } from "./events.ts";
import { parseWindowId } from "../windows/window-id.ts";
import { FakeClock } from "../testing/index.ts";
import { openEventLog } from "./event-log.ts";

const looking: AppEvent = { type: "window.attended", window: parseWindowId("w1")!, attention: "looking" };
const requested: AppEvent = { type: "test.requested", host };
const stepped: AppEvent = {
  type: "test.stepped",
  host,
  step: { step: "reach", outcome: "passed", tookMs: 1 },
};

function machine() {
  const history = memoryHistory();
  const logger = { info() {}, warn() {} };
  return () => {
    const store = history.open();
    return { store, log: openEventLog({ store, clock: new FakeClock(), logger }) };
  };
}

describe("a log that is opened with a complete snapshot", () => {
  it("does not apply an event twice, although the last reading is older", () => {
    const open = machine();
    const { store, log } = open();
    log.record([requested, looking, stepped]);
    store.keepSnapshot({ seq: log.seq(), facts: log.state().facts });
    const { log: later } = open();
    later.record([looking]);
    expect(later.state().facts).toEqual(log.state().facts);
    expect(later.seq()).toBe(4);
  });
});

describe("a decision", () => {
  it("is emitted as the same event objects, so that a caller can tell where its own request begins", async () => {
    const { log } = machine()();
    const emitted: unknown[] = [];
    log.recorded$.subscribe(({ event }) => emitted.push(event));
    const decided = { ...requested };
    await log.decide(() => accept(decided));
    expect(emitted[0]).toBe(decided);
  });
});

describe("a log that is closed", () => {
  it("refuses new and waiting decisions with that reason", async () => {
    const { store, log } = machine()();
    const { write } = store;
    store.write = () => false;
    const waiting = log.decide(() => accept(requested));
    store.write = write;
    log.close();
    const later = log.decide(() => accept(requested));
    for (const decision of [waiting, later])
      expect(await decision).toEqual({ accepted: false, refusal: { reason: "window-closed" } });
  });
});
