import { hostFacts } from "../src/app/state.ts";
import { host } from "../src/testing/events.ts";
import { setTimeout as delay } from "node:timers/promises";
import { filter, firstValueFrom, lastValueFrom, Observable, of } from "rxjs";
import { httpRegistry } from "../src/adapters/registry/http-registry.ts";
import { httpOllamaApi, newDownloadId, systemClock } from "../src/adapters/index.ts";
import { DEFAULT_ENDPOINT } from "../src/hosts/endpoint.ts";
import { openApp } from "../src/app/open-app.ts";
import type { HttpPart, HttpTransport } from "../src/ollama/http-transport.port.ts";
import { watchPull } from "../src/downloads/watch-pull.source.ts";
import { fakePorts, modelName } from "../src/testing/index.ts";

/** A pull of a safetensors model sends one line for each 32 kB (docs/ollama.md §2.2). */
const LINES = 100_000;
const LINES_IN_A_CHUNK = 16;
const TOTAL_BYTES = 3_276_800_000;
const DIGEST = `sha256:${"ef8256a9".repeat(8)}`;

/** The CPU time of a pull of many lines, relative to that of `JSON.parse` alone, for each run. */
export async function pullCosts(runs: number): Promise<readonly number[]> {
  const lines = Array.from({ length: LINES }, (_, index) =>
    JSON.stringify({
      status: "pulling model",
      digest: DIGEST,
      total: TOTAL_BYTES,
      completed: (index + 1) * (TOTAL_BYTES / LINES),
    }),
  );
  const transport = transportOf(lines);
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const parsing = await cpuMs(() => {
      for (const line of lines) JSON.parse(line);
    });
    ratios.push((await cpuMs(() => pull(transport))) / parsing);
  }
  return ratios;
}

/** Runs a pull from the bytes of its answer to its last report. */
async function pull(transport: HttpTransport): Promise<void> {
  const logger = { info() {}, warn() {} };
  const ports = {
    api: httpOllamaApi({ endpoint: DEFAULT_ENDPOINT, transport, longTransport: transport }),
    registry: httpRegistry({ transport, logger, isInsecure: () => false }),
    isInsecure: () => false,
    clock: systemClock,
    version: () => "0.33.0",
  };
  const layers$ = of([{ digest: DIGEST, sizeBytes: TOTAL_BYTES }]);
  const report = await lastValueFrom(watchPull(ports, { model: modelName("horse"), layers$ }));
  if (report.type !== "progressed" || report.progress.doneBytes !== TOTAL_BYTES)
    throw new Error("the pull did not come to its end");
}

function transportOf(lines: readonly string[]): HttpTransport {
  const parts: HttpPart[] = [{ kind: "head", status: 200, headers: new Map() }];
  for (let at = 0; at < lines.length; at += LINES_IN_A_CHUNK)
    parts.push(chunk(lines.slice(at, at + LINES_IN_A_CHUNK)));
  parts.push(chunk(['{"status":"success"}']));
  return {
    send: () =>
      new Observable((subscriber) => {
        for (const part of parts) subscriber.next(part);
        subscriber.complete();
      }),
    close() {},
  };
}

const chunk = (lines: readonly string[]): HttpPart => ({
  kind: "bytes",
  bytes: new TextEncoder().encode(`${lines.join("\n")}\n`),
});

async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Emits a line every 5 ms of real time and returns how often the app's state changes per second. */
export async function pullChangesASecond(seconds: number): Promise<number> {
  const { ollama, ...ports } = fakePorts();
  ollama.appear();
  const app = openApp({ ...ports, clock: systemClock });
  await firstValueFrom(
    app.state$.pipe(filter((state) => hostFacts(state).service.situation.kind === "running")),
  );
  await app.dispatch({ type: "download.request", host, id: newDownloadId(), model: modelName("horse") });
  let changes = 0;
  const counting = app.state$.subscribe(() => changes++);
  for (let line = 0; line < seconds * 200; line++) {
    ollama.pulls[0]?.lines$.next({ kind: "layer", digest: DIGEST, doneBytes: line, totalBytes: TOTAL_BYTES });
    await delay(5);
  }
  counting.unsubscribe();
  app.close();
  return changes / seconds;
}
