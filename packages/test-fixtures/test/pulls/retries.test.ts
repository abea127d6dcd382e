import { expect, it } from "vitest";
import { registryModel } from "../../src/index.ts";
import { completedOf, lastOf, openSystem, type System } from "../support/system.ts";

const MB = 1_000_000;
const PARTS = { partSizes: { minBytes: MB, maxBytes: MB } };

const open = (version = "0.33.0-rc2"): Promise<System> =>
  openSystem(
    [registryModel("big", { downloadBytes: 3 * MB })],
    { version, ...PARTS },
    { bytesPerSecond: 2 * MB },
  );

it("tries every part six times in 63 s if the store refuses, and then gives up", async () => {
  const { clock, pullAll, registry } = await open();
  registry.faults.cdnStatus = 403;
  const startedAtMs = clock.now();
  const client = await pullAll("big");
  expect(lastOf(client)).toEqual({ error: "max retries exceeded: EOF" });
  expect(clock.now() - startedAtMs).toBe(63_000);
  expect(registry.requestCount("GET store")).toBe(3 * 6);
  expect(Math.abs(completedOf(client).length - 63_000 / 60)).toBeLessThan(2);
  expect(new Set(completedOf(client))).toEqual(new Set([0]));
});

it("reports `connection refused` after the same time if the store is unreachable", async () => {
  const { pullAll, registry } = await open();
  registry.faults.store = "unreachable";
  expect(lastOf(await pullAll("big"))).toEqual({
    error: expect.stringMatching(
      /^max retries exceeded: Get "http:\/\/localhost:1\/cdn\/sha256:\w{64}": dial tcp 127\.0\.0\.1:1: connect: connection refused$/,
    ),
  });
});

it("discards received bytes when a connection is reset, and recovers", async () => {
  const { pullAll, registry } = await open();
  Object.assign(registry.faults, { dropAfterBytes: 400_000, dropBy: "reset", dropsLeft: 2 });
  const client = await pullAll("big");
  const done = completedOf(client);
  const falls = done.filter((bytes, index) => bytes < (done[index - 1] ?? 0));
  expect(falls.length).toBeGreaterThanOrEqual(1);
  expect(lastOf(client)).toEqual({ status: "success" });
});

it("resumes when a connection is closed", async () => {
  const { pullAll, registry } = await open();
  registry.faults.dropAfterBytes = 400_000;
  const client = await pullAll("big");
  const done = completedOf(client);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(lastOf(client)).toEqual({ status: "success" });
  expect(registry.sentBytes).toBeLessThan(3.1 * MB);
});

it("restarts a part after 30 s without a byte, without limit", async () => {
  const { pull, registry, run, until } = await open();
  const client = pull("big");
  await run(300);
  registry.faults.isStalled = true;
  await run(100_000);
  expect(registry.requestCount("GET store")).toBeGreaterThanOrEqual(3 * 3);
  expect(new Set(completedOf(client).slice(-1000)).size).toBe(1);
  registry.faults.isStalled = false;
  await until(() => client.isOver);
  expect(lastOf(client)).toEqual({ status: "success" });
});

it.for([
  ["0.32.1", 3],
  ["0.32.2", 12],
] as const)("%s requests a first byte that never comes %i times in 100 s", async ([version, times]) => {
  const { pull, registry, run } = await open(version);
  registry.faults.isStalled = true;
  pull("big");
  await run(100_000);
  expect(registry.requestCount("GET store")).toBe(times);
});

it("gives up after 30 s if the registry does not redirect to the store", async () => {
  const { clock, pullAll, registry } = await open();
  registry.faults.locateStatus = 503;
  const startedAtMs = clock.now();
  expect(lastOf(await pullAll("big"))).toEqual({ error: "context deadline exceeded" });
  expect(clock.now() - startedAtMs).toBe(30_000);
  expect(registry.requestCount("GET blob")).toBeGreaterThan(5);
});

it.for([
  [{ store: "same-host" }, /^http: no Location header in response$/],
  [{ store: "no-redirect" }, /^http: no Location header in response$/],
  [{ blobStatus: 404 }, /^file does not exist$/],
  [{ blobStatus: 500 }, /^500: $/],
  [{ manifestStatus: 401, challenge: "token" }, /^pull model manifest: unauthorized: access denied$/],
] as const)("%o ends with its error text", async ([faults, error]) => {
  const { pullAll, registry } = await open();
  Object.assign(registry.faults, faults);
  expect(lastOf(await pullAll("big"))).toEqual({ error: expect.stringMatching(error) });
});

it("answers without a stream on request, with a status for failures", async () => {
  const { pullAll, registry } = await open();
  const client = await pullAll("big", { stream: false });
  expect([client.status, client.text]).toEqual([200, '{"status":"success"}']);
  registry.faults.manifestStatus = 429;
  expect(await pullAll("big:other", { stream: false })).toMatchObject({ status: 500 });
});
