import { appendFileSync, mkdirSync, mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_ENDPOINT, hostIdOf, openApp } from "@paddock/core";
import { createServiceLog, watchActivity } from "@paddock/core/actions";
import { hostTarget, nodeTransport, systemClock } from "@paddock/core/adapters";
import { fakePorts } from "@paddock/core/testing";
import { dashboardView } from "@paddock/core/views";
import type { Group } from "./benchmark.ts";

const RUNS = 25;

/** How soon the page is told of a line that Ollama has written; it draws it in the next frames. */
export const activity: Group = {
  name: "activity",
  benchmarks: [
    {
      name: "activity-line",
      what: "from an access line in a file to the view of the Activity tab",
      unit: "ms",
      budget: 60,
    },
  ],
  async measure() {
    using folder = mkdtempDisposableSync(`${tmpdir()}/paddock-`);
    return { "activity-line": await lineTimes(folder.path) };
  },
};

async function lineTimes(folder: string): Promise<readonly number[]> {
  const logger = { info() {}, warn() {} };
  const transport = nodeTransport();
  const target = hostTarget({ endpoint: DEFAULT_ENDPOINT, folder, transport, logger });
  const log = target.kind === "host" ? target.hostPorts.logOf({ kind: "paddock" }) : undefined;
  if (log?.place.kind !== "file") throw new Error("the log of a process of ours is a file");
  const { path } = log.place;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");

  const ports = { ...fakePorts(), clock: systemClock };
  const app = openApp(ports);
  const shown$ = ports.looking$;
  shown$.next(true);
  const service = createServiceLog({
    app,
    clock: systemClock,
    logOf: () => log,
    askedOf: () => undefined,
    looking$: shown$,
    shown$,
  });
  const shown = watchActivity({
    state$: app.state$,
    log$: service.log$,
    looking$: shown$,
    shown$,
    clock: systemClock,
  });
  await app.dispatch({ type: "service.start", host: hostIdOf(DEFAULT_ENDPOINT) });
  ports.ollama.appear();
  const times: number[] = [];
  await delay(1_000);
  for (let run = 0; run < RUNS; run += 1) {
    const asked = `/api/run-${run}`;
    const there = Promise.withResolvers<void>();
    const watching = shown.activity$.subscribe((seen) => {
      const { activity: view } = dashboardView(app.state(), Date.now(), { activity: seen });
      if (JSON.stringify(view).includes(asked)) there.resolve();
    });
    await delay(120 + run);
    const began = performance.now();
    appendFileSync(path, `[GIN] 2026/11/28 - 14:02:58 | 200 | 1.5s | 127.0.0.1 | POST "${asked}"\n`);
    await there.promise;
    watching.unsubscribe();
    times.push(performance.now() - began);
  }
  service.close();
  shown.close();
  app.close();
  transport.close();
  return times;
}
