import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DEFAULT_ENDPOINT, hostIdOf, openApp, type AppEvent } from "@paddock/core";
import { openHistory, systemClock } from "@paddock/core/adapters";
import { factsIn, fakePorts } from "@paddock/core/testing";
import { startChild, until } from "@paddock/soak";
import { percentile, type Group } from "./benchmark.ts";
import { longHistory } from "./history/long-history.ts";
import { noLimits } from "./history/no-limits.ts";

const RUNS = 9;
const FACTS = 100_000;
/** Facts after the last snapshot; the product makes a snapshot every 1,000 facts. */
const LATER_FACTS = 999;
const APPENDS = 5_000;
const HEARD = 100;
const PAUSE_MS = 5;

/** What the history costs. */
export const history: Group = {
  name: "history",
  benchmarks: [
    { name: "fold", what: "folding a million events into the state", unit: "ms", budget: 1_000 },
    { name: "open-history", what: "opening a history of 100,000 events", unit: "ms", budget: 100 },
    { name: "append", what: "p99 of recording an event durably", unit: "µs", budget: 1_000 },
    { name: "heard", what: "p95 until another window has received an event", unit: "ms", budget: 5 },
  ],
  async measure(wanted) {
    const folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
    const runs: Record<string, number[]> = { fold: [], "open-history": [], append: [], heard: [] };
    const long = join(folder.path, "long");
    const isLongWanted = wanted.has("fold") || wanted.has("open-history");
    const facts = isLongWanted ? longHistory(FACTS) : [];
    if (wanted.has("open-history")) writeHistory(long, facts);
    for (let run = 0; run < RUNS; run++) {
      if (wanted.has("fold")) runs["fold"]?.push(fold(facts));
      if (wanted.has("open-history")) runs["open-history"]?.push(open(long));
      if (wanted.has("append")) runs["append"]?.push(append(join(folder.path, `append-${run}`)));
      if (wanted.has("heard")) runs["heard"]?.push(await hear(join(folder.path, `heard-${run}`)));
    }
    folder.remove();
    return runs;
  },
};

type Facts = ReturnType<typeof longHistory>;

function fold(facts: Facts): number {
  const beganMs = performance.now();
  for (let added = 0; added < 1_000_000; added += facts.length) factsIn({ recorded: facts });
  return performance.now() - beganMs;
}

function writeHistory(folder: string, facts: Facts): void {
  const { store } = openHistory({ folder, ...noLimits });
  const [before, later] = [facts.slice(0, -LATER_FACTS), facts.slice(-LATER_FACTS)];
  store.write(0, () => before);
  store.keepSnapshot({ seq: before.length, facts: factsIn({ recorded: before }) });
  store.write(0, () => later);
  store.close();
}

/** Runs in a new process, which has nothing cached, like that of a new window. */
function open(folder: string): number {
  const opener = fileURLToPath(new URL("history/opener.ts", import.meta.url));
  return Number(execFileSync(process.execPath, [opener, folder], { encoding: "utf8" }));
}

const tested: AppEvent = {
  type: "test.stepped",
  host: hostIdOf(DEFAULT_ENDPOINT),
  step: { step: "version", outcome: "passed", tookMs: 2, version: "0.33.0" },
};

function append(folder: string): number {
  const { store } = openHistory({ folder, ...noLimits });
  const tookUs: number[] = [];
  for (let count = 0; count < APPENDS; count++) {
    const beganMs = performance.now();
    store.write(count, (_others, seq) => [{ seq, atMs: Date.now(), event: tested }]);
    tookUs.push((performance.now() - beganMs) * 1_000);
  }
  store.close();
  return percentile(tookUs, 0.99);
}

/** Measures the time from just before an event is recorded in one process until another process publishes it. */
async function hear(folder: string): Promise<number> {
  const app = openApp({ ...fakePorts(), ...openHistory({ folder, ...noLimits }), clock: systemClock });
  const listener = startChild(new URL("history/listener.ts", import.meta.url), folder);
  await listener.waitForLine(([what]) => what === "opened");
  const recordedNs = new Map<string, bigint>();
  let nowNs = 0n;
  app.recorded$.subscribe(({ seq }) => recordedNs.set(String(seq), nowNs));
  for (let count = 0; count < HEARD; count++) {
    nowNs = process.hrtime.bigint();
    await app.dispatch({ type: "service.test", host: hostIdOf(DEFAULT_ENDPOINT) });
    await delay(PAUSE_MS * (1 + (count % 10)));
  }
  const heard = () => listener.lines.filter(([what, seq = ""]) => what === "heard" && recordedNs.has(seq));
  await until(() => heard().length >= recordedNs.size, 5_000);
  const tookMs = heard().map(
    ([, seq = "", ns = "0"]) => Number(BigInt(ns) - (recordedNs.get(seq) ?? 0n)) / 1e6,
  );
  await listener.kill();
  app.close();
  return percentile(tookMs, 0.95);
}
