import { mkdir, mkdtemp, readdir, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { openRegistry, openSimulator, registryModel } from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom, takeWhile } from "rxjs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { mendPartials } from "../../downloads/mend-partials.source.ts";
import { untilWritten } from "../../downloads/until-written.source.ts";
import { resumableBytes } from "../../downloads/unfinished-layer.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { ModelsFolder } from "../../models/models-folder.port.ts";
import { toFailure } from "../../shared/failure.ts";
import { FakeClock, modelName } from "../../testing/index.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { systemClock } from "../system/system-clock.ts";
import { modelFiles } from "./model-files.ts";

let home = "";
beforeEach(async () => void (home = await mkdtemp(path.join(tmpdir(), "paddock-notes-"))));
afterEach(() => rm(home, { recursive: true }));

async function folderAt(directory: string) {
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: directory }), logger });
  return (await files.locate({ isOurs: true, blobFiles: [] }))!;
}

it("a pull that ended at an empty note goes on after it was mended, and loses that part only", async () => {
  const registry = await openRegistry({
    models: [registryModel("stable/pony", { downloadBytes: 120_000_000 })],
    bytesPerSecond: 80_000_000,
  });
  const ollama = await openSimulator({ dataDir: home });
  const transport = nodeTransport();
  try {
    const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: ollama.port };
    const api = httpOllamaApi({ endpoint, transport, longTransport: transport });
    const pull = () => api.pull(modelName(`${registry.host}/stable/pony`), { insecure: true });
    const some$ = pull().pipe(takeWhile((line) => line.kind === "status" || line.doneBytes < 50_000_000));
    await lastValueFrom(some$);
    const folder = await folderAt(home);
    const [{ digest } = { digest: "" }] = await folder.unfinished();
    const aborted = { digests: [digest], sinceMs: systemClock.now() };
    await lastValueFrom(untilWritten(folder, aborted, systemClock), { defaultValue: undefined });
    const second = (await readdir(path.join(home, "blobs"))).find((name) => name.endsWith("-partial-1"));
    await truncate(path.join(home, "blobs", second!), 0);
    const [layer] = await folder.unfinished();
    expect(layer && resumableBytes(layer)).toBeGreaterThan(20_000_000);

    const problem = await lastValueFrom(pull()).catch(toFailure);
    expect(problem).toEqual({ kind: "partial-broken" });
    const ended = { layers: [{ digest, sizeBytes: 120_000_000 }], endedAtMs: systemClock.now() };
    expect(await firstValueFrom(mendPartials(folder, ended, systemClock))).toBe(1);
    registry.bytesPerSecond = Number.POSITIVE_INFINITY;
    const sentBefore = registry.sentBytes;
    await lastValueFrom(pull());
    expect(registry.sentBytes - sentBefore).toBeLessThan(100_000_000);
    expect((await firstValueFrom(api.list())).map(({ name }) => name)).toEqual([
      `${registry.host}/stable/pony:latest`,
    ]);
  } finally {
    transport.close();
    await Promise.all([ollama.close(), registry.close()]);
  }
});

/** Waits for the end of a pull whose note is behind its data. Time passes only while the folder is not being looked at. */
async function awaitedEnd() {
  const file = path.join(home, "blobs", `sha256-${"a".repeat(64)}-partial`);
  const note = (completed: number) =>
    writeFile(`${file}-0`, `{"N":0,"Offset":0,"Size":900000,"Completed":${completed}}\n`);
  await mkdir(path.dirname(file));
  await writeFile(file, "x".repeat(900_000));
  await note(0);
  await utimes(`${file}-0`, 0, 0);
  const folder = await folderAt(home);
  let looking: ReturnType<ModelsFolder["unfinished"]> | undefined;
  const watched = { ...folder, unfinished: () => (looking = folder.unfinished()) };
  const clock = new FakeClock();
  clock.set(systemClock.now()); // the times of the files are real
  const aborted = { digests: [`sha256:${"a".repeat(64)}`], sinceMs: clock.now() };
  let isOver = false;
  untilWritten(watched, aborted, clock).subscribe({ complete: () => (isOver = true) });
  return {
    isOver: () => isOver,
    noteAll: () => note(900_000),
    async pass(ms: number): Promise<void> {
      const endMs = clock.now() + ms;
      await looking;
      for (; clock.now() < endMs; await looking) await clock.pass(50);
    },
  };
}

it("the end of a pull is awaited in its files, as long as its notes are behind its data", async () => {
  const { pass, isOver, noteAll } = await awaitedEnd();
  await pass(9_000);
  expect(isOver()).toBe(false);
  await noteAll();
  await pass(500);
  expect(isOver()).toBe(true);
});

it("the end of a pull is awaited for 10 s at most", async () => {
  const { pass, isOver } = await awaitedEnd();
  await pass(9_950);
  expect(isOver()).toBe(false);
  await pass(50);
  expect(isOver()).toBe(true);
});
