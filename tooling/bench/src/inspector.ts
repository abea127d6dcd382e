import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApp } from "@paddock/core";
import { createInspector } from "@paddock/core/actions";
import { openHistory, systemClock } from "@paddock/core/adapters";
import { factsIn, fakePorts } from "@paddock/core/testing";
import { inspectorView, type InspectorView, type ShownInspector } from "@paddock/core/views";
import { percentile, type Group } from "./benchmark.ts";
import { longHistory } from "./history/long-history.ts";
import { noLimits } from "./history/no-limits.ts";

const FACTS = 100_000;
const STEPS = 200;

/** The state inspector on a long history in a file. */
export const inspector: Group = {
  name: "inspector",
  benchmarks: [
    {
      name: "inspector-step",
      what: "p95 of a step to any of 100,000 events, with its view",
      unit: "ms",
      budget: 100,
    },
    { name: "inspector-neighbour", what: "p95 of a step to the event before", unit: "ms", budget: 50 },
    { name: "inspector-filter", what: "filtering 100,000 events by a word", unit: "ms", budget: 250 },
    {
      name: "inspector-block",
      what: "p95 of the time that reading a part of them blocks the window",
      unit: "ms",
      budget: 100,
    },
  ],
  async measure() {
    using folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
    writeHistory(folder.path);
    const { store } = openHistory({ folder: folder.path, ...noLimits });
    const ports = fakePorts();
    ports.looking$.next(true);
    const app = openApp(ports);
    const { inspector: walked, inspected$ } = createInspector({
      app: { ...app, history: store },
      requests: { recent: () => [], changed$: ports.looking$ },
      clock: systemClock,
      shown$: ports.looking$,
    });
    let shown: ShownInspector = { kind: "closed" };
    const turns = turnTimes();
    const whole = Promise.withResolvers<void>();
    const watching = inspected$.subscribe((next) => {
      shown = next;
      if (next.kind === "open" && !next.isReading) whole.resolve();
    });
    await whole.promise;
    const blockedMs = turns();
    const time = (act: () => void): number => {
      const beganMs = performance.now();
      act();
      const view: InspectorView = inspectorView(app.state(), shown, Date.now());
      if (view.open === null) throw new Error("nothing is shown");
      return performance.now() - beganMs;
    };
    const runs = {
      "inspector-step": steps(() => time(() => walked.go({ kind: "event", seq: anySeq() }))),
      "inspector-neighbour": steps(() => time(() => walked.go({ kind: "before" }))),
      "inspector-filter": ["model", "failed", "llama loaded"].map((text) =>
        time(() => walked.filter({ text, withReadings: false })),
      ),
      "inspector-block": [percentile(blockedMs, 0.95)],
    };
    watching.unsubscribe();
    app.close();
    store.close();
    return runs;
  },
};

/** The slowest of twenty, several times. */
const steps = (step: () => number): readonly number[] =>
  Array.from({ length: STEPS / 20 }, () => Math.max(...Array.from({ length: 20 }, step)));

let drawn = 1;
/** Spread over the whole history, the same in each run. */
function anySeq(): number {
  drawn = (drawn * 48_271) % 2_147_483_647;
  return 1 + (drawn % FACTS);
}

/** The times between two turns of the event loop, until they are asked for. */
function turnTimes(): () => readonly number[] {
  const times: number[] = [];
  let lastMs = performance.now();
  const timer = setInterval(() => {
    times.push(performance.now() - lastMs);
    lastMs = performance.now();
  }, 1);
  return () => {
    clearInterval(timer);
    return times;
  };
}

function writeHistory(folder: string): void {
  const { store } = openHistory({ folder, ...noLimits });
  const facts = longHistory(FACTS);
  store.write(0, () => facts);
  store.keepSnapshot({ seq: facts.length, facts: factsIn({ recorded: facts }) });
  store.close();
}
