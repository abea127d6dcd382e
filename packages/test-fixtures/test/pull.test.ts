import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openSimulator, registryModel, type Registry, type Simulator } from "../src/index.ts";
import type { JsonObject } from "../src/json.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { registryFor, simulatorFor } from "./support/open.ts";
import { pullAll, pullLines } from "./support/pull-lines.ts";
import { until } from "./support/until.ts";
import { askRaw } from "./support/wire.ts";

const BIG = { model: "big" };

it("tells every 60 ms how far it is, and at last of a model that can be shown", async () => {
  const { simulator } = await openBoth();
  const lines = await pullAll(simulator, BIG);
  const progress = lines.filter((line) => typeof line.total === "number" && line.total > 1000);
  expect(progress.length).toBeGreaterThan(1);
  const done = progress.map((line) => Number(line.completed ?? 0));
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(lines.slice(-3)).toEqual(
    ["verifying sha256 digest", "writing manifest", "success"].map((status) => ({ status })),
  );
  const shown = JSON.parse((await askRaw(simulator.url, "/api/show", BIG)).text) as JsonObject;
  expect(shown).toMatchObject({
    license: "MIT",
    parameters: expect.stringContaining("stop"),
    system: "Be big.",
  });
});

it("says nothing of a layer while its size is not known, nor of zeros", async () => {
  const { simulator, registry } = await openBoth();
  registry.faults.isStalled = true;
  const stop = new AbortController();
  const seen: JsonObject[] = [];
  await expect(async () => {
    for await (const line of pullLines(simulator, BIG, stop.signal)) {
      seen.push(line);
      if (seen.length === 4) stop.abort();
    }
  }).rejects.toThrow();
  expect(seen.at(-1)).toEqual({ status: expect.any(String), digest: expect.any(String), total: 1_000_000 });
});

it("stops when the client hangs up, keeps every byte, and goes on from there", async () => {
  const { simulator, registry } = await openBoth();
  await abortAfter(simulator, 300_000);
  await until(() => registry.openDownloads === 0);
  const kept = registry.sentBytes;
  expect(kept).toBeGreaterThanOrEqual(300_000);
  const [, first] = await pullAll(simulator, BIG);
  expect(Number(first?.completed)).toBeGreaterThanOrEqual(300_000);
  // Nothing is fetched twice but what was on its way at the moment of the cut.
  expect(registry.sentBytes).toBeLessThan(1_200_000);
  expect(simulator.models.map(({ name }) => name)).toEqual(["big:latest"]);
});

it("goes on after a restart too, if it has a folder", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const registry = await registryOfBig();
  const options = { dataDir, registry: { defaultRegistryUrl: registry.url } };
  const first = await openSimulator(options);
  await abortAfter(first, 300_000);
  await until(() => registry.openDownloads === 0);
  await first.close();
  const second = await simulatorFor(options);
  const [, line] = await pullAll(second, BIG);
  expect(Number(line?.completed)).toBeGreaterThanOrEqual(300_000);
  expect(second.models).toHaveLength(1);
});

it("fetches a layer once for two pulls, and goes on for one when the other leaves", async () => {
  const { simulator, registry } = await openBoth();
  const staying = pullAll(simulator, BIG);
  await abortAfter(simulator, 200_000);
  expect((await staying).at(-1)).toEqual({ status: "success" });
  expect(registry.requestCount("GET store")).toBe(6);
});

it("knows afterwards which layers are there", async () => {
  const { simulator, registry } = await openBoth();
  registry.bytesPerSecond = Number.POSITIVE_INFINITY;
  const { text } = await askRaw(registry.url, "/v2/library/big/manifests/latest");
  const digest = /sha256:[0-9a-f]{64}/g.exec(text)![0];
  const isThere = async (): Promise<boolean> =>
    (await fetch(`${simulator.url}/api/blobs/${digest}`, { method: "HEAD" })).ok;
  expect(await isThere()).toBe(false);
  await pullAll(simulator, BIG);
  expect(await isThere()).toBe(true);
  await fetch(`${simulator.url}/api/delete`, { method: "DELETE", body: JSON.stringify(BIG) });
  expect(await isThere()).toBe(false);
});

it("retries for 63 s where the store refuses, and then gives up", async () => {
  const clock = new FakeClock();
  const { simulator, registry } = await openBoth(clock);
  registry.faults.cdnStatus = 403;
  const begun = clock.now();
  const pulling = pullAll(simulator, BIG);
  let isOver = false;
  void pulling.then(() => (isOver = true));
  await until(() => {
    clock.pass(clock.waiting > 1 ? 1000 : 0);
    return isOver;
  });
  expect((await pulling).at(-1)).toEqual({ error: "max retries exceeded: EOF" });
  expect(clock.now() - begun).toBeGreaterThanOrEqual(63_000);
  expect(registry.requestCount("GET store")).toBe(6);
});

it("gets over dropped connections", async () => {
  const clock = new FakeClock();
  const { simulator, registry } = await openBoth(clock);
  registry.bytesPerSecond = Number.POSITIVE_INFINITY;
  registry.faults.dropAfterBytes = 400_000;
  let isOver = false;
  const pulling = pullAll(simulator, BIG).finally(() => (isOver = true));
  await until(() => {
    clock.pass(clock.waiting > 1 ? 1000 : 60);
    return isOver;
  });
  expect((await pulling).at(-1)).toEqual({ status: "success" });
});

it("tells of unused layers when a tag has moved on", async () => {
  const { simulator, registry } = await openBoth();
  registry.bytesPerSecond = Number.POSITIVE_INFINITY;
  await pullAll(simulator, BIG);
  registry.publish(registryModel("big", { downloadBytes: 1000, seed: "newer" }));
  expect((await pullAll(simulator, BIG)).map(({ status }) => status)).toContain("removing unused layers");
});

it("never dials beyond this machine", async () => {
  const simulator = await simulatorFor();
  for (const model of ["llama3.2", "hf.co/user/repo", "10.0.0.1/a/b"]) {
    const [, line] = await pullAll(simulator, { model, insecure: true });
    expect(line?.error).toMatch(/dial tcp: lookup .* no such host/);
  }
});

it("before 0.30 each new layer takes a second, and its last line is a whole one", async () => {
  const clock = new FakeClock();
  const { simulator, registry } = await openBoth(clock, "0.24.0");
  registry.bytesPerSecond = Number.POSITIVE_INFINITY;
  let isOver = false;
  const pulling = pullAll(simulator, BIG).finally(() => (isOver = true));
  await until(() => {
    clock.pass(60);
    return isOver;
  });
  const lines = (await pulling).filter((line) => line.digest !== undefined);
  const digests = [...new Set(lines.map(({ digest }) => digest))];
  expect(digests).toHaveLength(6);
  for (const digest of digests) {
    const own = lines.filter((line) => line.digest === digest);
    expect(own.length).toBeGreaterThan(10);
    expect(own.at(-1)!.completed).toBe(own.at(-1)!.total);
  }
});

async function openBoth(
  clock?: FakeClock,
  version = "0.33.0-rc2",
): Promise<{ simulator: Simulator; registry: Registry }> {
  const registry = await registryOfBig();
  const simulator = await simulatorFor({
    version,
    registry: { defaultRegistryUrl: registry.url },
    ...(clock && { clock }),
  });
  return { simulator, registry };
}

function registryOfBig(): Promise<Registry> {
  const traits = { license: "MIT", system: "Be big.", parameters: { stop: ["x"] }, downloadBytes: 1_000_000 };
  return registryFor({ models: [registryModel("big", traits)], bytesPerSecond: 2_500_000 });
}

async function abortAfter(simulator: Simulator, bytes: number): Promise<void> {
  const stop = new AbortController();
  const pulling = async (): Promise<void> => {
    for await (const line of pullLines(simulator, BIG, stop.signal)) {
      if (Number(line.completed ?? 0) >= bytes) stop.abort();
    }
  };
  await expect(pulling()).rejects.toThrow(/abort/i);
}
