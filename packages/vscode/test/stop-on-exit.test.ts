import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { identify, newWindowId, windowFiles, type WindowFiles } from "@paddock/core/adapters";
import { freePort, isListening, standInExecutable } from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaveReaper, type ReaperOrder } from "../src/activation/stop-on-exit.ts";

const reaper = fileURLToPath(new URL("../src/reaper.ts", import.meta.url));
const logger = { info() {}, warn() {} };
let folder: string;
const services: ChildProcess[] = [];
const windows: WindowFiles[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "paddock-"));
});
afterAll(() => {
  for (const window of windows) window.leave();
  for (const service of services) service.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a service, and returns it with the order for its reaper. */
async function serviceOf(
  name: string,
): Promise<{ readonly service: ChildProcess; readonly order: ReaperOrder }> {
  const port = await freePort();
  const service = spawn(standInExecutable, ["serve"], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}` },
  });
  services.push(service);
  await expect.poll(() => isListening(port)).toBe(true);
  const identity = await identify(service.pid ?? 0);
  if (!identity) throw new Error("the service has ended already");
  mkdirSync(join(folder, name));
  return { service, order: { windows: join(folder, name), process: identity } };
}

function openWindow({ windows: where }: ReaperOrder): WindowFiles {
  const window = windowFiles(where, newWindowId(), logger);
  windows.push(window);
  window.enter();
  return window;
}

/** Runs the reaper to its end; resolves with its exit code. */
async function reap(order: unknown): Promise<unknown> {
  const child = spawn(process.execPath, [reaper, JSON.stringify(order)], { stdio: "ignore" });
  const [code] = await once(child, "exit");
  return code;
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

describe.concurrent("our service, after its window is closed", () => {
  it("ends when no window is open, and none opens in the meantime", async () => {
    const { service, order } = await serviceOf("last");
    openWindow(order).leave();
    const extension = join(folder, "extension");
    mkdirSync(join(extension, "dist"), { recursive: true });
    writeFileSync(join(extension, "dist", "reaper.cjs"), `import(${JSON.stringify(reaper)});`);
    const ended = once(service, "exit");
    leaveReaper(extension, order);
    expect(await ended).toEqual([0, null]);
  });

  it("keeps running while another window is open", async () => {
    const { service, order } = await serviceOf("other");
    openWindow(order);
    expect(await reap(order)).toBe(0);
    expect(isAlive(service)).toBe(true);
  });

  it("keeps running when the window is only reloaded", async () => {
    const { service, order } = await serviceOf("reloaded");
    const leftBehind = join(order.windows, "died-long-ago.window");
    writeFileSync(leftBehind, "");
    const reaping = reap(order);
    await expect.poll(() => existsSync(leftBehind)).toBe(false); // it has looked once
    openWindow(order);
    expect(await reaping).toBe(0);
    expect(isAlive(service)).toBe(true);
  });

  it("is not confused with another process that has the same pid", async () => {
    const { service, order } = await serviceOf("stranger");
    const stranger = { ...order.process, startedAt: "another time" };
    openWindow(order).leave();
    expect(await reap({ ...order, process: stranger })).toBe(0);
    expect(isAlive(service)).toBe(true);
  });

  it("keeps running when the order is invalid", async () => {
    for (const order of ["", {}, { windows: folder, process: { pid: 1, startedAt: "", executable: "" } }])
      expect(await reap(order)).not.toBe(0);
  });
});
