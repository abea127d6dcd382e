import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort, standInExecutable } from "@paddock/test-fixtures";
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { DEFAULT_ENDPOINT, parseEndpoint, type Endpoint } from "../../hosts/endpoint.ts";
import { toFailure } from "../../shared/failure.ts";
import { ourProcess, type Owner, type ProcessIdentity } from "../../service/owner.ts";
import { endProcess } from "./end-process.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { processOwner, serviceLogFile } from "./process-owner.ts";
import { identify, identifyByPs, isSameProcess } from "./process-identity.ts";

let folder: string;
let endpoint: Endpoint;
const startedProcesses: ProcessIdentity[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: await freePort() };
});
afterEach(async () => {
  for (const process of startedProcesses.splice(0)) await endProcess(process, { patienceMs: 0 });
  await rm(folder, { recursive: true, force: true });
});

const LOOKING: Owner = { kind: "looking" };

/** An owner whose answers are the processes that it runs. */
function ownerWith(environment: Readonly<Record<string, string>> = {}, executable = standInExecutable) {
  const chosen = () => ({ executable, environment });
  const owner = processOwner({ endpoint, folder, chosen, logger: { info() {}, warn() {} } });
  return {
    ...owner,
    findProgram: () => owner.findProgram(LOOKING),
    start: async () => processOf(await owner.start(LOOKING)),
    recognise: async () => ourProcess(await owner.recognise(LOOKING)),
    stop: (process: ProcessIdentity) => owner.stop({ kind: "paddock", process }),
  };
}

function processOf(owner: Owner): ProcessIdentity {
  const process = ourProcess(owner);
  if (!process) throw new Error("the service was not started by us");
  return process;
}

function endpointAt(text: string): Endpoint {
  const parsed = parseEndpoint(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.endpoint;
}

/** Starts a service, waits until it answers, and resolves with its process then. */
async function start(owner: ReturnType<typeof ownerWith>): Promise<ProcessIdentity> {
  await owner.start();
  const transport = nodeTransport();
  const api = httpOllamaApi({ endpoint, transport, longTransport: transport });
  const version = (): Promise<string> =>
    firstValueFrom(api.version()).then(
      ({ version }) => version,
      () => "nothing yet",
    );
  await expect.poll(version).toMatch(/^0\.33/);
  transport.close();
  const process = await owner.recognise();
  if (!process) throw new Error("the started service is not recognised");
  startedProcesses.push(process);
  return process;
}

describe("a service that we started", () => {
  it("is started on its endpoint, keeps running without us, and is recognised later", async () => {
    const process = await start(ownerWith());
    expect(await ownerWith().recognise()).toEqual(process);
    expect(await readFile(serviceLogFile(folder, endpoint), "utf8")).toContain(
      `Listening on 127.0.0.1:${endpoint.port}`,
    );
  });

  it("can be stopped by a later owner", async () => {
    const { pid } = await start(ownerWith());
    const later = ownerWith();
    const known = await later.recognise();
    await later.stop(known!);
    expect(await identify(pid)).toBeUndefined();
    expect(await later.recognise()).toBeUndefined();
  });

  it("ends together with the wrapper script that started it", async () => {
    const wrapper = path.join(folder, "wrapper");
    await writeFile(wrapper, `#!/bin/sh\n"${standInExecutable}" "$@"\n`, { mode: 0o755 });
    const owner = ownerWith({}, wrapper);
    const process = await start(owner);
    await owner.stop(process);
    await expect.poll(() => answers(endpoint)).toBe(false);
  });

  it("is killed if it ignores SIGTERM", async () => {
    const process = await start(ownerWith({ STAND_IN_IGNORE_SIGTERM: "1" }));
    await endProcess(process, {
      isStillTarget: async ({ pid }) => (await identify(pid)) !== undefined,
      patienceMs: 100,
    });
    expect(await identify(process.pid)).toBeUndefined();
  });

  it("that exits at once is reported with its exit code and its last log output", async () => {
    const owner = ownerWith({ STAND_IN_EXIT: "no such directory" });
    const ended = firstValueFrom(owner.ended$);
    const started = await owner.start();
    expect(await ended).toEqual({ type: "ended", pid: started.pid, exit: { code: 1 } });
    const output = await owner.lastOutput(started.pid);
    expect(output.logLines.join("\n")).toContain("no such directory");
  });

  it("is always reported when it ends, however early that is", async () => {
    for (let times = 0; times < 20; times++) {
      const owner = ownerWith({}, "/bin/true");
      const ended = firstValueFrom(owner.ended$);
      const started = await owner.start().catch(toFailure);
      if ("kind" in started) expect(started).toEqual({ kind: "exited", exit: { code: 0 } });
      expect(await ended).toMatchObject({ exit: { code: 0 } });
    }
  });

  it("has its reason in its last output even if it lived too short to be identified", async () => {
    const reason = "Error: could not create directory mkdir /usr/share/ollama: read-only file system";
    const program = path.join(folder, "ollama");
    await writeFile(program, `#!/bin/sh\necho "${reason}"\nexit 1\n`, { mode: 0o755 });
    for (let times = 0; times < 20; times++) {
      const owner = ownerWith({}, program);
      const ended = firstValueFrom(owner.ended$);
      await owner.start().catch(toFailure);
      expect(await owner.lastOutput((await ended).pid)).toEqual({ exit: { code: 1 }, logLines: [reason] });
    }
  });

  it("starts in a folder that is there, even if the home folder is not", async () => {
    const { pid } = await start(ownerWith({ HOME: path.join(folder, "no-home") }));
    if (process.platform === "linux") expect(await readlink(`/proc/${pid}/cwd`)).toBe(folder);
  });

  it("can be stopped even if the pid file could not be written", async () => {
    await mkdir(serviceLogFile(folder, endpoint).replace(/log$/, "json"));
    const owner = ownerWith();
    const process = await start(owner);
    await owner.stop(process);
    expect(await identify(process.pid)).toBeUndefined();
  });

  it("is recognised even if a launcher became another program while no owner was open", async () => {
    const [launcher, hold] = [path.join(folder, "launcher"), path.join(folder, "hold")];
    await writeFile(hold, "");
    const script = `#!/bin/sh\nwhile [ -e "${hold}" ]; do sleep 0.01; done\nexec "${standInExecutable}" "$@"\n`;
    await writeFile(launcher, script, { mode: 0o755 });
    const { executable: before } = await ownerWith({}, launcher).start();
    await rm(hold);
    await expect.poll(() => answers(endpoint)).toBe(true);
    const process = await ownerWith({}, launcher).recognise();
    expect(process?.executable).not.toBe(before);
    startedProcesses.push(process!);
  });

  it("has the same log file for every name of this machine", () => {
    const at = (text: string) => serviceLogFile(folder, endpointAt(text));
    const names = ["127.0.0.1:4000", "localhost:4000", "0.0.0.0:4000", "[::1]:4000", "http://localhost:4000"];
    expect(new Set(names.map(at)).size).toBe(1);
    expect(at("192.168.1.5:4000")).not.toBe(at("localhost:4000"));
  });

  it.each([
    ["127.0.0.1", "127.0.0.1", "there"],
    ["127.0.0.1", "[::1]", "elsewhere"],
    ["127.0.0.1", "[::ffff:127.0.0.1]", "there"],
    ["127.0.0.1", "[::]", "there"],
    ["127.0.0.1", "0.0.0.0", "there"],
    ["127.0.0.1", "192.168.1.5", "elsewhere"],
    ["[::1]", "[::1]", "there"],
    ["[::1]", "127.0.0.1", "elsewhere"],
    ["0.0.0.0", "127.0.0.1", "there"],
    ["localhost", "[::1]", "there"],
    ["192.168.1.5", "192.168.1.5", "there"],
    ["192.168.1.5", "127.0.0.1", "elsewhere"],
    ["my-machine", "192.168.1.5", "there"],
  ])("that was told %s listens at the same port of %s, which is %s", async (told, listens, where) => {
    endpoint = endpointAt(`${told}:${endpoint.port}`);
    const address = `${listens}:${endpoint.port}`;
    const program = path.join(folder, "ollama");
    const line = `time=T level=INFO msg="Listening on ${address} (version 0.40.0)"`;
    await writeFile(program, `#!/bin/sh\necho '${line}'\nexec sleep 60\n`, { mode: 0o755 });
    const owner = ownerWith({}, program);
    const started = await owner.start();
    onTestFinished(() => owner.stop(started)); // of the script, which becomes another program meanwhile
    await expect.poll(() => readFile(serviceLogFile(folder, endpoint), "utf8")).toContain(address);
    expect(await owner.listensElsewhere()).toBe(where === "elsewhere" ? address : undefined);
  });

  it("that is killed is reported with the signal", async () => {
    const owner = ownerWith();
    const { pid } = await start(owner);
    process.kill(pid, "SIGKILL");
    expect(await owner.lastOutput(pid)).toMatchObject({ exit: { signal: "SIGKILL" } });
  });

  it("that crashes is reported with the line that says why, first", async () => {
    const owner = ownerWith({ STAND_IN_CRASH_AFTER_MS: "300" });
    const ended = firstValueFrom(owner.ended$);
    const { pid } = await owner.start();
    expect((await ended).exit).toEqual({ code: 2 });
    const [first, second] = (await owner.lastOutput(pid)).logLines;
    expect([first, second]).toEqual([
      "panic: runtime error: invalid memory address or nil pointer dereference",
      expect.stringMatching(/^\[signal SIGSEGV/),
    ]);
  });

  it("gets the person's environment settings and none of VS Code's variables", async () => {
    const before = { ...process.env };
    process.env["VSCODE_IPC_HOOK"] = "secret";
    const { pid } = await start(ownerWith({ OLLAMA_KEEP_ALIVE: "1h", OLLAMA_HOST: "0.0.0.0:1" }));
    process.env = before;
    if (process.platform !== "linux") return;
    const environment = (await readFile(`/proc/${pid}/environ`, "utf8")).split("\0");
    expect(environment).toContain("OLLAMA_KEEP_ALIVE=1h");
    expect(environment).toContain(`OLLAMA_HOST=127.0.0.1:${endpoint.port}`);
    expect(environment.join()).not.toContain("VSCODE_");
  });
});

describe("another process", () => {
  it("is not recognised by its pid alone", async () => {
    const owner = ownerWith();
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

describe("a program that cannot be started", () => {
  it("is reported by its path if there is no such program", async () => {
    const nowhere = path.join(folder, "nowhere", "ollama");
    expect(await ownerWith({}, nowhere).start().catch(toFailure)).toEqual({
      kind: "no-executable",
      path: nowhere,
    });
    expect(await ownerWith({}, nowhere).findProgram()).toEqual({ kind: "no-executable", path: nowhere });
  });

  it("is never searched for by a relative path", async () => {
    expect(await ownerWith({}, "./ollama").start().catch(toFailure)).toMatchObject({
      kind: "no-executable",
    });
  });

  it("is reported with the system's message if it is not a program", async () => {
    const file = path.join(folder, "ollama");
    await writeFile(file, "#!/dev/null\n", { mode: 0o755 });
    const failure = await ownerWith({}, file).start().catch(toFailure);
    expect(failure).toEqual({ kind: "spawn-failed", path: file, detail: expect.stringContaining("spawn") });
  });

  it.skipIf(process.platform === "win32")("is told apart if only its interpreter is missing", async () => {
    const file = path.join(folder, "ollama");
    await writeFile(file, "#!/nowhere/interpreter\n", { mode: 0o755 });
    const failure = await ownerWith({}, file).start().catch(toFailure);
    expect(failure).toMatchObject({ kind: "spawn-failed", path: file, lacksInterpreter: true });
  });

  it("keeps the previous log next to the new one", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(serviceLogFile(folder, endpoint), "the time before");
    await start(ownerWith());
    expect(await readFile(`${serviceLogFile(folder, endpoint)}.1`, "utf8")).toBe("the time before");
  });
});

describe("a process identity", () => {
  it("is the same each time it is read", async () => {
    const [once, twice] = [await identify(process.pid), await identify(process.pid)];
    expect(once).toBeDefined();
    expect(isSameProcess(once!, twice!)).toBe(true);
    expect(await identify(2 ** 22 + 1)).toBeUndefined();
  });

  it("can be read by ps, if ps is installed", async () => {
    const found = await identifyByPs(process.pid).catch(() => "no ps here");
    if (found !== "no ps here") expect(found).toMatchObject({ pid: process.pid });
  });

  it("follows a launcher to the program it becomes", async () => {
    const link = path.join(folder, "ollama");
    await symlink(standInExecutable, link);
    const process = await start(ownerWith({}, link));
    expect(process.executable).not.toMatch(/\/env$/);
    expect(await ownerWith({}, link).recognise()).toEqual(process);
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
