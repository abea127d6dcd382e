import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { simulatedModel, type Fault } from "../src/index.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { simulatorFor } from "./support/open.ts";
import { until } from "./support/until.ts";
import { sendRaw } from "./support/raw-request.ts";

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
      const response = await sendRaw(simulator.url, path);
      expect(response).toEqual({ status, contentType, text: expect.stringMatching(text), broken: undefined });
    }
    simulator.faults.clear();
    expect((await sendRaw(simulator.url, "/api/tags")).text).toContain("llama3.2:3b");
  },
);

it("garbage is 200 with a body that is not JSON", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "garbage" });
  const response = await sendRaw(simulator.url, "/api/tags");
  expect(response).toMatchObject({ status: 200, contentType: "application/json; charset=utf-8" });
  expect(() => JSON.parse(response.text)).toThrow(SyntaxError);
});

it("a stream is cut in the middle of a line", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "cut", afterLines: 2 });
  const response = await sendRaw(simulator.url, "/api/generate", { model: "llama3.2:3b", prompt: "hi" });
  expect(response).toMatchObject({ status: 200, broken: "aborted" });
  const lines = response.text.split("\n");
  expect(lines).toHaveLength(3);
  expect(() => JSON.parse(lines[1]!)).not.toThrow();
  expect(() => JSON.parse(lines[2]!)).toThrow(SyntaxError);
});

it("a response in one piece is cut, too", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "cut" });
  expect(await sendRaw(simulator.url, "/api/tags")).toMatchObject({ status: 200, broken: "aborted" });
});

it("a stream can end with an error line after 200", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "error-line" }, "POST /api/chat");
  const messages = [{ role: "user", content: "hi" }];
  const response = await sendRaw(simulator.url, "/api/chat", { model: "llama3.2:3b", messages });
  expect(response).toMatchObject({ status: 200, broken: undefined });
  const last = response.text.trimEnd().split("\n").at(-1)!;
  expect(JSON.parse(last)).toEqual({
    error: "an error was encountered while running the model: unexpected EOF",
  });
});

it("hang accepts the request and never answers", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "hang" });
  const stop = new AbortController();
  const waiting = sendRaw(simulator.url, "/api/tags", undefined, stop.signal);
  await until(() => simulator.requestCount("GET /api/tags") === 1);
  expect(simulator.connections).toBe(1);
  stop.abort();
  expect(await waiting).toMatchObject({ status: undefined });
  await until(() => simulator.connections === 0);
});

it("late answers correctly, but late", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models, clock });
  simulator.faults.set({ kind: "late", ms: 700 });
  const waiting = sendRaw(simulator.url, "/api/version");
  await until(() => clock.waiting === 1);
  clock.pass(699);
  expect(clock.waiting).toBe(1);
  clock.pass(1);
  expect(await waiting).toMatchObject({ status: 200, text: '{"version":"0.33.0-rc2"}' });
});

it("with a slow start, the port accepts connections long before HTTP answers", async () => {
  const clock = new FakeClock();
  const simulator = await simulatorFor({ models, clock });
  simulator.faults.httpLateMs = 5000;
  const socket = connect(simulator.port, "127.0.0.1");
  await once(socket, "connect");
  const waiting = sendRaw(simulator.url, "/api/version");
  await until(() => clock.waiting === 1);
  clock.pass(5000);
  expect(await waiting).toMatchObject({ status: 200 });
  expect(await sendRaw(simulator.url, "/api/version")).toMatchObject({ status: 200 });
  socket.destroy();
});

it("a fault of one route does not affect others, and takes precedence over a fault of all", async () => {
  const simulator = await simulatorFor({ models });
  simulator.faults.set({ kind: "status500" }, "GET /api/ps");
  expect(await sendRaw(simulator.url, "/api/ps")).toMatchObject({ status: 500 });
  expect(await sendRaw(simulator.url, "/api/tags")).toMatchObject({ status: 200 });
  simulator.faults.set({ kind: "forbidden" });
  expect(await sendRaw(simulator.url, "/api/ps")).toMatchObject({ status: 500 });
  expect(await sendRaw(simulator.url, "/api/tags")).toMatchObject({ status: 403 });
  simulator.faults.clear("GET /api/ps");
  expect(await sendRaw(simulator.url, "/api/ps")).toMatchObject({ status: 403 });
});
