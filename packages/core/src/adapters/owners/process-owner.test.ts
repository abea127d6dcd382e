import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort, standInExecutable } from "@paddock/test-fixtures";
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT, parseEndpoint, type Endpoint } from "../../hosts/endpoint.ts";
import { toFailure } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/service-events.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { endProcess } from "./end-process.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { processOwner, serviceLogFile } from "./process-owner.ts";
import { identify, identifyByPs, isSameProcess } from "./process-identity.ts";

let folder: string;
let endpoint: Endpoint;
const begun: ProcessIdentity[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: await freePort() };
});
afterEach(async () => {
  for (const process of begun.splice(0)) await endProcess(process, { patienceMs: 0 });
  await rm(folder, { recursive: true, force: true });
});

const controllerWith = (
  environment: Readonly<Record<string, string>> = {},
  executable = standInExecutable,
): ServiceOwner =>
  processOwner({
    endpoint,
    folder,
    chosen: () => ({ executable, environment }),
    logger: { info() {}, warn() {} },
  });

/** Starts one, waits until it answers, and tells which process it is by then. */
async function start(owner: ServiceOwner): Promise<ProcessIdentity> {
  await owner.start();
  const transport = nodeTransport();
  const api = httpOllamaApi({ endpoint, transport, longTransport: transport });
  const version = (): Promise<string> => firstValueFrom(api.version()).catch(() => "nothing yet");
  await expect.poll(version, { timeout: 10_000 }).toMatch(/^0\.33/);
  transport.close();
  const process = await owner.recognise();
  if (!process) throw new Error("a service of ours is not recognised");
  begun.push(process);
  return process;
}

describe("a service of ours", () => {
  it("is started on its endpoint, lives on without us, and is known again", async () => {
    const process = await start(controllerWith());
    expect(await controllerWith().recognise()).toEqual(process);
    expect(await readFile(serviceLogFile(folder, endpoint), "utf8")).toContain(
      `Listening on 127.0.0.1:${endpoint.port}`,
    );
  });

  it("ends when it is asked to, whoever asks", async () => {
    const { pid } = await start(controllerWith());
    const later = controllerWith();
    const known = await later.recognise();
    await later.stop(known!);
    expect(await identify(pid)).toBeUndefined();
    expect(await later.recognise()).toBeUndefined();
  });

  it("ends with the wrapper that it was started by", async () => {
    const wrapper = path.join(folder, "wrapper");
    await writeFile(wrapper, `#!/bin/sh\n"${standInExecutable}" "$@"\n`, { mode: 0o755 });
    const owner = controllerWith({}, wrapper);
    const process = await start(owner);
    await owner.stop(process);
    await expect.poll(() => answers(endpoint)).toBe(false);
  });

  it("is killed when it does not listen", async () => {
    const process = await start(controllerWith({ STAND_IN_IGNORE_SIGTERM: "1" }));
    await endProcess(process, {
      isStillIt: async ({ pid }) => (await identify(pid)) !== undefined,
      patienceMs: 100,
    });
    expect(await identify(process.pid)).toBeUndefined();
  });

  it("that ends at once is told with its exit code and its last log output", async () => {
    const owner = controllerWith({ STAND_IN_EXIT: "no such directory" });
    const ended = firstValueFrom(owner.ended$);
    const started = await owner.start();
    expect(await ended).toEqual({ type: "ended", pid: started.pid, exit: { code: 1 } });
    const words = await owner.lastOutput(started.pid);
    expect(words.logLines.join("\n")).toContain("no such directory");
  });

  it("is told of whenever it ends, however soon", async () => {
    for (let times = 0; times < 20; times++) {
      const owner = controllerWith({}, "/bin/true");
      const ended = firstValueFrom(owner.ended$);
      const started = await owner.start().catch(toFailure);
      if ("kind" in started) expect(started).toEqual({ kind: "exited", exit: { code: 0 } });
      expect(await ended).toMatchObject({ exit: { code: 0 } });
    }
  });

  it("is ours to stop though nothing could be written", async () => {
    await mkdir(serviceLogFile(folder, endpoint).replace(/log$/, "json"));
    const owner = controllerWith();
    const process = await start(owner);
    await owner.stop(process);
    expect(await identify(process.pid)).toBeUndefined();
  });

  it("is ours though it became another program when nobody was there", async () => {
    const launcher = path.join(folder, "launcher");
    await writeFile(launcher, `#!/bin/sh\nsleep 0.2\nexec "${standInExecutable}" "$@"\n`, { mode: 0o755 });
    const { executable: before } = await controllerWith({}, launcher).start();
    await expect.poll(() => answers(endpoint), { timeout: 10_000 }).toBe(true);
    const process = await controllerWith({}, launcher).recognise();
    expect(process?.executable).not.toBe(before);
    begun.push(process!);
  });

  it("is the same by every name of this machine", () => {
    const at = (text: string) => {
      const parsed = parseEndpoint(text);
      if ("problem" in parsed) throw new Error(parsed.problem);
      return serviceLogFile(folder, parsed.endpoint);
    };
    const names = ["127.0.0.1:4000", "localhost:4000", "0.0.0.0:4000", "[::1]:4000", "http://localhost:4000"];
    expect(new Set(names.map(at)).size).toBe(1);
    expect(at("192.168.1.5:4000")).not.toBe(at("localhost:4000"));
  });

  it("that is killed is told with the signal", async () => {
    const owner = controllerWith();
    const { pid } = await start(owner);
    process.kill(pid, "SIGKILL");
    expect(await owner.lastOutput(pid)).toMatchObject({ exit: { signal: "SIGKILL" } });
  });

  it("is given what the person has set, and nothing of VS Code's own", async () => {
    const before = { ...process.env };
    process.env["VSCODE_IPC_HOOK"] = "secret";
    const { pid } = await start(controllerWith({ OLLAMA_KEEP_ALIVE: "1h", OLLAMA_HOST: "0.0.0.0:1" }));
    process.env = before;
    if (process.platform !== "linux") return;
    const environment = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0");
    expect(environment).toContain("OLLAMA_KEEP_ALIVE=1h");
    expect(environment).toContain(`OLLAMA_HOST=127.0.0.1:${endpoint.port}`);
    expect(environment.join()).not.toContain("VSCODE_");
  });
});

describe("a process that is not ours", () => {
  it("is not recognised by its pid alone", async () => {
    const owner = controllerWith();
    const file = serviceLogFile(folder, endpoint).replace(/log$/, "json");
    const own = await identify(process.pid);
    await writeFile(file, JSON.stringify({ ...own, startedAt: "another time" }));
    expect(await owner.recognise()).toBeUndefined();
    await writeFile(file, JSON.stringify({ ...own, executable: "/usr/bin/ollama" }));
    expect(await owner.recognise()).toBeUndefined();
    await writeFile(file, "half a fi");
    expect(await owner.recognise()).toBeUndefined();
  });

  it("is never ended", async () => {
    const own = await identify(process.pid);
    await endProcess({ ...own!, startedAt: "another time" });
    expect(await identify(process.pid)).toEqual(own);
  });
});

describe("what cannot be started", () => {
  it("is told by its path where there is no such program", async () => {
    const nowhere = path.join(folder, "nowhere", "ollama");
    expect(await controllerWith({}, nowhere).start().catch(toFailure)).toEqual({
      kind: "no-executable",
      path: nowhere,
    });
    expect(await controllerWith({}, nowhere).isInstalled()).toBe(false);
  });

  it("is not looked for relative to any folder", async () => {
    expect(await controllerWith({}, "./ollama").start().catch(toFailure)).toMatchObject({
      kind: "no-executable",
    });
  });

  it("is told with the system's own words where it is no program", async () => {
    const file = path.join(folder, "ollama");
    await writeFile(file, "#!/nowhere/interpreter\n", { mode: 0o755 });
    const failure = await controllerWith({}, file).start().catch(toFailure);
    expect(failure).toMatchObject({ kind: "spawn-failed" });
  });

  it("leaves the log of the time before beside the new one", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(serviceLogFile(folder, endpoint), "the time before");
    await start(controllerWith());
    expect(await readFile(`${serviceLogFile(folder, endpoint)}.1`, "utf8")).toBe("the time before");
  });
});

describe("an identity", () => {
  it("is the same twice, and by whatever means it is read", async () => {
    const [once, twice] = [await identify(process.pid), await identify(process.pid)];
    expect(once).toBeDefined();
    expect(isSameProcess(once!, twice!)).toBe(true);
    expect(await identify(2 ** 22 + 1)).toBeUndefined();
  });

  it("can be read by ps, where there is one", async () => {
    const found = await identifyByPs(process.pid).catch(() => "no ps here");
    if (found !== "no ps here") expect(found).toMatchObject({ pid: process.pid });
  });

  it("follows a launcher to the program it becomes", async () => {
    const link = path.join(folder, "ollama");
    await symlink(standInExecutable, link);
    const process = await start(controllerWith({}, link));
    expect(process.executable).not.toMatch(/\/env$/);
    expect(await controllerWith({}, link).recognise()).toEqual(process);
  });
});

async function answers(at: Endpoint): Promise<boolean> {
  const transport = nodeTransport();
  const api = httpOllamaApi({ endpoint: at, transport, longTransport: transport });
  const isThere = await firstValueFrom(api.version()).then(
    () => true,
    () => false,
  );
  transport.close();
  return isThere;
}
