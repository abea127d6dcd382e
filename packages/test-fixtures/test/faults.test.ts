import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { simulatedModel, type Fault } from "../src/index.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { simulatorFor } from "./support/open.ts";
import { until } from "./support/until.ts";
import { askRaw } from "./support/raw-request.ts";

const models = [simulatedModel("llama3.2:3b")];

it.for([
  [{ kind: "forbidden" }, 403, undefined, /^$/],
  [{ kind: "unauthorised" }, 401, "application/json; charset=utf-8", /"signin_url"/],
  [{ kind: "unauthorised", body: "empty" }, 401, undefined, /^$/],
  [{ kind: "status500" }, 500, "application/json; charset=utf-8", /"error"/],
  [{ kind: "status500", error: "disk on fire" }, 500, "application/json; charset=utf-8", /disk on fire/],
  [{ kind: "busy" }, 503, "application/json; charset=utf-8", /server busy, please try again/],
  [{ kind: "foreign" }, 200, "text/html", /<!doctype html>/],
] satisfies readonly (readonly [Fault, number, string | undefined, RegExp])[])(
  "%o answers %i",
  async ([fault, status, contentType, text]) => {
    const simulator = await simulatorFor({ models });
    simulator.faults.set(fault);
    for (const path of ["/", "/api/tags", "/api/nothing"]) {
      const wire = await askRaw(simulator.url, path);
      expect(wire).toEqual({ status, contentType, text: expect.stringMatching(text), broken: undefined });
    }
    simulator.faults.clear();
    expect((await askRaw(simulator.url, "/api/tags")).text).toContain("llama3.2:3b");
  },
);

it("garbage is 200 and no JSON", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "garbage" });
  const wire = await askRaw(simulator.url, "/api/tags");
  expect(wire).toMatchObject({ status: 200, contentType: "application/json; charset=utf-8" });
  expect(() => JSON.parse(wire.text)).toThrow(SyntaxError);
});

it("a stream is cut in the middle of a line", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "cut", afterLines: 2 });
  const wire = await askRaw(simulator.url, "/api/generate", { model: "llama3.2:3b", prompt: "hi" });
  expect(wire).toMatchObject({ status: 200, broken: "aborted" });
  const lines = wire.text.split("\n");
  expect(lines).toHaveLength(3);
  expect(() => JSON.parse(lines[1]!)).not.toThrow();
  expect(() => JSON.parse(lines[2]!)).toThrow(SyntaxError);
});

it("an answer in one piece is cut too", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "cut" });
  expect(await askRaw(simulator.url, "/api/tags")).toMatchObject({ status: 200, broken: "aborted" });
});

it("a stream can end with an error line after 200", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "error-line" }, "POST /api/chat");
  const messages = [{ role: "user", content: "hi" }];
  const wire = await askRaw(simulator.url, "/api/chat", { model: "llama3.2:3b", messages });
  expect(wire).toMatchObject({ status: 200, broken: undefined });
  const last = wire.text.trimEnd().split("\n").at(-1)!;
  expect(JSON.parse(last)).toEqual({
    error: "an error was encountered while running the model: unexpected EOF",
  });
});

it("who hangs never answers, but takes the request", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "hang" });
  const stop = new AbortController();
  const waiting = askRaw(simulator.url, "/api/tags", undefined, stop.signal);
  await until(() => simulator.requestCount("GET /api/tags") === 1);
  expect(simulator.connections).toBe(1);
  stop.abort();
  expect(await waiting).toMatchObject({ status: undefined });
  await until(() => simulator.connections === 0);
});

it("who is late answers as ever, but later", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models, clock });
  simulator.faults.set({ kind: "late", ms: 700 });
  const waiting = askRaw(simulator.url, "/api/version");
  await until(() => clock.waiting === 1);
  clock.pass(699);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await waiting).toMatchObject({ status: 200, text: '{"version":"0.33.0-rc2"}' });
});

it("at a slow start the port takes connections long before HTTP answers", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models, clock });
  simulator.faults.httpLateMs = 5000;
  const socket = connect(simulator.port, "127.0.0.1");
  await once(socket, "connect");
  const waiting = askRaw(simulator.url, "/api/version");
  await until(() => clock.waiting === 1);
  clock.pass(5000);
  expect(await waiting).toMatchObject({ status: 200 });
  expect(await askRaw(simulator.url, "/api/version")).toMatchObject({ status: 200 });
  socket.destroy();
});

it("a fault of one route leaves the others alone, and goes before one of all", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "status500" }, "GET /api/ps");
  expect(await askRaw(simulator.url, "/api/ps")).toMatchObject({ status: 500 });
  expect(await askRaw(simulator.url, "/api/tags")).toMatchObject({ status: 200 });
  simulator.faults.set({ kind: "forbidden" });
  expect(await askRaw(simulator.url, "/api/ps")).toMatchObject({ status: 500 });
  expect(await askRaw(simulator.url, "/api/tags")).toMatchObject({ status: 403 });
  simulator.faults.clear("GET /api/ps");
  expect(await askRaw(simulator.url, "/api/ps")).toMatchObject({ status: 403 });
});
