import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { manyModels, openSimulator, simulatedModel } from "../src/index.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { simulatorFor } from "./support/open.ts";
import { until } from "./support/until.ts";
import { sendRaw } from "./support/raw-request.ts";

const [llama, qwen] = [simulatedModel("llama3.2:3b"), simulatedModel("qwen3:4b")];
const LOAD = { model: "llama3.2:3b" };

it("loads in the configured time, is not listed before, and is unloaded when it expires", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama], clock, loadMs: 3000 });
  const loading = sendRaw(simulator.url, "/api/generate", { ...LOAD, keep_alive: "90s" });
  await until(() => clock.waiting === 1);
  expect(simulator.loaded).toEqual([]);
  clock.pass(3000);
  expect((await loading).text).toContain('"done_reason":"load"');
  expect(simulator.loaded).toEqual(["llama3.2:3b"]);
  clock.pass(89_999);
  expect(simulator.loaded).toEqual(["llama3.2:3b"]);
  clock.pass(1);
  expect(simulator.loaded).toEqual([]);
});

it.for([-1, "-1s", "-5m"])("never expires with keep_alive %s", async (keepAlive) => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama], clock });
  await sendRaw(simulator.url, "/api/generate", { ...LOAD, keep_alive: keepAlive });
  clock.pass(365 * 86_400_000);
  expect(simulator.loaded).toEqual(["llama3.2:3b"]);
});

it("keeps its keep_alive when a later request has none", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama], clock, keepAliveMs: 1000 });
  await sendRaw(simulator.url, "/api/generate", { ...LOAD, keep_alive: 60 });
  await sendRaw(simulator.url, "/api/generate", LOAD);
  clock.pass(59_999);
  expect(simulator.loaded).toEqual(["llama3.2:3b"]);
});

it("completes its response before it is unloaded", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama], clock, tokenMs: 10 });
  const answering = sendRaw(simulator.url, "/api/generate", { ...LOAD, prompt: "hi" });
  await until(() => simulator.loaded.length === 1);
  expect((await sendRaw(simulator.url, "/api/generate", { ...LOAD, keep_alive: 0 })).text).toContain(
    '"unload"',
  );
  expect(simulator.loaded).toEqual(["llama3.2:3b"]);
  const ps = JSON.parse((await sendRaw(simulator.url, "/api/ps")).text) as {
    models: { expires_at: string }[];
  };
  expect(Date.parse(ps.models[0]!.expires_at)).toBeLessThanOrEqual(clock.now());
  const isDone = answering.then(() => true);
  await until(async () => {
    clock.pass(10);
    return Promise.race([isDone, Promise.resolve(false)]);
  });
  expect(simulator.loaded).toEqual([]);
});

it("stops generating when the client disconnects", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama], clock, tokenMs: 10 });
  const stop = new AbortController();
  const answering = sendRaw(simulator.url, "/api/generate", { ...LOAD, prompt: "hi" }, stop.signal);
  await until(() => clock.waiting === 1);
  stop.abort();
  await answering;
  await until(() => simulator.mostInFlight() === 1 && simulator.connections === 0);
  await until(() => clock.waiting === 1); // only the timer for its expiry
  clock.pass(5 * 60_000);
  expect(simulator.loaded).toEqual([]);
});

it("counts requests, the most in parallel, and keeps the last one of each route", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models: [llama, qwen], clock });
  simulator.faults.set({ kind: "late", ms: 1 }, "GET /api/tags");
  const three = [1, 2, 3].map(() => sendRaw(simulator.url, "/api/tags"));
  await until(() => clock.waiting === 3);
  clock.pass(1);
  await Promise.all(three);
  await sendRaw(simulator.url, "/api/show", { model: "qwen3:4b" });
  expect(simulator.requestCount("GET /api/tags")).toBe(3);
  expect(simulator.requestCount()).toBe(4);
  expect(simulator.mostInFlight("GET /api/tags")).toBe(3);
  expect(simulator.lastRequest("POST /api/show")).toMatchObject({
    body: { model: "qwen3:4b" },
    method: "POST",
  });
  simulator.forgetRequests();
  expect([...simulator.requests]).toEqual([]);
});

it("restarts on the same port, with its models but none of them loaded", async () => {
  const simulator = await simulatorFor({ models: [llama] });
  await sendRaw(simulator.url, "/api/generate", LOAD);
  await simulator.pause();
  expect(await sendRaw(simulator.url, "/api/version")).toMatchObject({
    broken: expect.stringContaining("ECONNREFUSED"),
  });
  await simulator.resume();
  expect((await sendRaw(simulator.url, "/api/tags")).text).toContain("llama3.2:3b");
  expect((await sendRaw(simulator.url, "/api/ps")).text).toBe('{"models":[]}');
});

it("cuts connections, and continues to listen", async () => {
  const simulator = await simulatorFor({ models: [llama] });
  simulator.faults.set({ kind: "hang" }, "GET /api/ps");
  const waiting = sendRaw(simulator.url, "/api/ps");
  await until(() => simulator.requestCount() === 1);
  simulator.drop();
  expect(await waiting).toMatchObject({ status: undefined, broken: expect.any(String) });
  expect(await sendRaw(simulator.url, "/api/version")).toMatchObject({ status: 200 });
});

it("installs and removes models while it runs", async () => {
  const simulator = await simulatorFor();
  simulator.install(qwen);
  simulator.install(simulatedModel("Llama3.2:3B"));
  simulator.install(simulatedModel("llama3.2:3b", { parameterSize: "3.2B" }));
  expect(simulator.models.map(({ name }) => name).sort()).toEqual(["Llama3.2:3B", "qwen3:4b"]);
  expect(simulator.remove("library/LLAMA3.2:3b")).toBe(true);
  expect(simulator.remove("llama3.2:3b")).toBe(false);
});

it("returns the configured recommendations, in versions that have them", async () => {
  const recommendations = [{ model: "pony", description: "small" }];
  const newer = await simulatorFor({ recommendations });
  const older = await simulatorFor({ recommendations, version: "0.22.0" });
  const path = "/api/experimental/model-recommendations";
  expect((await sendRaw(newer.url, path)).text).toBe(JSON.stringify({ recommendations }));
  expect((await sendRaw(older.url, path)).status).toBe(404);
});

it("lists five thousand models with different digests", async () => {
  const simulator = await simulatorFor({ models: manyModels(5000) });
  const { models } = JSON.parse((await sendRaw(simulator.url, "/api/tags")).text) as {
    models: { digest: string }[];
  };
  expect(new Set(models.map(({ digest }) => digest)).size).toBe(5000);
});

it("keeps its models in a folder if one is configured", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "simulator-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const first = await openSimulator({ models: [llama], dataDir });
  first.install(qwen);
  await first.close();
  const second = await simulatorFor({ models: [simulatedModel("gemma3:1b")], dataDir });
  expect(second.models).toEqual(first.models);
});
