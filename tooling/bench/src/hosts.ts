import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { hostFacts, openApp, parseEndpoint, parseHostId, type App, type NamedTarget } from "@paddock/core";
import { hostTarget, nodeTransport, sessionHistory, systemClock } from "@paddock/core/adapters";
import { fakePorts } from "@paddock/core/testing";
import { openSimulator, type Simulator } from "@paddock/test-fixtures";
import type { Group } from "./benchmark.ts";

const HOSTS = 10;
const RUNS = 9;
const MINUTE_MS = 60_000;
/** By then the attempts to connect are as rare as they get while the host is shown. */
const LATER_MS = 32_000;

/** Ten hosts on real sockets, of which a window shows one. */
export const hosts: Group = {
  name: "hosts",
  benchmarks: [
    {
      name: "host-lost",
      what: "from the end of a host that no window shows to the state",
      unit: "ms",
      budget: 50,
    },
    {
      name: "host-back",
      what: "from the return of the host that is shown to the state",
      unit: "ms",
      budget: 1_300,
    },
    { name: "hosts-requests", what: "requests a minute, ten hosts, one shown", unit: "requests", budget: 4 },
  ],
  async measure(wanted) {
    const simulators = await Promise.all(Array.from({ length: HOSTS }, () => openSimulator()));
    const folder = mkdtempDisposableSync(`${tmpdir()}/paddock-`);
    const app = watch(simulators, folder.path);
    try {
      await Promise.all(simulators.map((one) => untilKind(app, one, "running")));
      const runs: Record<string, number[]> = { "host-lost": [], "host-back": [], "hosts-requests": [] };
      for (let run = 0; run < RUNS; run++) {
        const unseen = simulators[1 + (run % (HOSTS - 1))];
        if (unseen) runs["host-lost"]?.push(await lose(app, unseen));
      }
      const [shown] = simulators;
      for (let run = 0; run < (shown && wanted.has("host-back") ? 3 : 0); run++)
        if (shown) runs["host-back"]?.push(await comeBack(app, shown, LATER_MS + run * 311));
      if (wanted.has("hosts-requests")) runs["hosts-requests"]?.push(await requestsInAMinute(simulators));
      return runs;
    } finally {
      app.close();
      await Promise.all(simulators.map((one) => one.close()));
      folder.remove();
    }
  },
};

function watch(simulators: readonly Simulator[], folder: string): App {
  const logger = { info() {}, warn: console.warn };
  const transport = nodeTransport();
  const targets = simulators.map(({ port }, index): NamedTarget => {
    const parsed = parseEndpoint(`127.0.0.1:${port}`);
    if ("problem" in parsed) throw new Error(parsed.problem);
    const target = hostTarget({ ...parsed, folder, transport, logger });
    return { target, ...(index > 0 && { name: `host ${index}` }) };
  });
  const { modelFiles, target$, others$, targets$, looking$, preferences$ } = fakePorts();
  const [first, ...others] = targets;
  if (first) target$.next(first.target);
  others$.next(others);
  looking$.next(true);
  return openApp({
    targets$,
    looking$,
    preferences$,
    modelFiles,
    ...sessionHistory(),
    clock: systemClock,
    logger,
  });
}

/** Resolves when the situation of a host is this one. */
const untilKind = (app: App, { port }: Simulator, kind: string): Promise<void> =>
  new Promise((resolve) => {
    const host = parseHostId(`http://127.0.0.1:${port}`);
    app.state$.subscribe((state) => {
      if (hostFacts(state, host).service.situation.kind === kind) resolve();
    });
  });

/** Milliseconds until the end of a host is known. The host is back afterwards. */
async function lose(app: App, simulator: Simulator): Promise<number> {
  await delay(1_500);
  const beganMs = performance.now();
  const known = untilKind(app, simulator, "stopped");
  await simulator.pause("SIGKILL");
  await known;
  const tookMs = performance.now() - beganMs;
  await simulator.resume();
  await untilKind(app, simulator, "running");
  return tookMs;
}

/** Milliseconds until the return of a host is known that was away for a while. */
async function comeBack(app: App, simulator: Simulator, awayMs: number): Promise<number> {
  await simulator.pause("SIGKILL");
  await untilKind(app, simulator, "stopped");
  await delay(awayMs);
  await simulator.resume();
  const beganMs = performance.now();
  await untilKind(app, simulator, "running");
  return performance.now() - beganMs;
}

async function requestsInAMinute(simulators: readonly Simulator[]): Promise<number> {
  await delay(5_000);
  for (const simulator of simulators) simulator.forgetRequests();
  await delay(MINUTE_MS);
  return simulators.reduce((sum, simulator) => sum + simulator.requestCount(), 0);
}
