import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort, isListening, nodeExecutable, openMachine, type TestMachine } from "@paddock/test-fixtures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import { until } from "../../testing/contracts/index.ts";
import { processesAsJson } from "../../testing/machines/index.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { MANAGED_OWNERS } from "./managed-owners.ts";
import { processOwner } from "./process-owner.ts";
import { serviceOwner } from "./service-owner.ts";
import type { Argv } from "./tool-result.ts";

const MAC_APP = "/Applications/Ollama.app";
const BREW = "/opt/homebrew/bin/brew";
const WINDOWS_APP = "C:\\Users\\jane\\AppData\\Local\\Programs\\Ollama\\ollama app.exe";

let folder: string;
let pidFile: string;
let port: number;
let tools: TestMachine;
/** Another program, of the same person and with the same words in its arguments. */
let decoy: ChildProcess;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  pidFile = path.join(folder, "ollama.pid");
  port = await freePort();
  decoy = spawn(nodeExecutable(), ["-e", "setInterval(() => {}, 1000)", "ollama", "serve"]);
});
afterEach(async () => {
  const decoyEnd = decoy.exitCode ?? decoy.signalCode;
  decoy.kill("SIGKILL");
  await tools.close();
  await rm(folder, { recursive: true, force: true });
  expect(decoyEnd).toBeNull();
});

const environment = () => ({ OLLAMA_HOST: `127.0.0.1:${port}`, STAND_IN_PID_FILE: pidFile });
const isUp = () => until(() => isListening(port), "the server listens");
const serverPid = async () => Number(await readFile(pidFile, "utf8"));

/** This machine, as another system: its tools answer by `answer`, or are those of the test machine. */
function machineAs(
  platform: NodeJS.Platform,
  answer: (argv: Argv, real: Machine) => Promise<string | undefined>,
): Machine {
  const real = thisMachine({ ...process.env, ...tools.environment });
  return {
    ...real,
    platform,
    async run(argv, ...rest) {
      const stdout = await answer(argv, real);
      if (stdout !== undefined) return { kind: "exited", code: 0, stdout, stderr: "" };
      const [program, ...words] = argv;
      return real.run([path.join(tools.bin, path.win32.basename(program, ".exe")), ...words], ...rest);
    },
  };
}

function ownerOn(machine: Machine): ServiceOwner {
  const endpoint = { ...DEFAULT_ENDPOINT, port };
  const chosen = () => ({ environment: {} });
  const own = processOwner({ endpoint, folder, chosen, logger: { info() {}, warn() {} } });
  return serviceOwner({
    endpoint,
    machine,
    own,
    managed: MANAGED_OWNERS,
    commandLog: "/nowhere/command.log",
    prefersOwn: () => false,
  });
}

describe("on a Mac", () => {
  const rows = (text: string, app: number): string =>
    text.replaceAll(/^(\s*(\d+)\s+(\d+)\s.*\s)\S+$/gm, (row, start: string, pid: string, parent: string) => {
      if (pid === String(app)) return `${start}${MAC_APP}/Contents/MacOS/Ollama`;
      return parent === String(app) ? `${start}${MAC_APP}/Contents/Resources/ollama` : row;
    });

  /** Its `ps` is the real one, with the paths of a Mac. */
  const mac = (appPid: () => number, jobPid: () => number = () => 0): Machine =>
    machineAs("darwin", async (argv, real) => {
      const [program] = argv;
      if (program === "/usr/sbin/lsof")
        return `p${jobPid() || (await serverPid())}\nf3\nn127.0.0.1:${port}\n`;
      if (program === "/bin/launchctl")
        return `PID\tStatus\tLabel\n${jobPid() || "-"}\t0\thomebrew.mxcl.ollama\n`;
      if (program !== "/usr/bin/env") return undefined;
      const listed = await real.run(argv);
      const text = listed.kind === "exited" ? listed.stdout : "";
      const job = jobPid();
      return job === 0
        ? rows(text, appPid())
        : text.replaceAll(
            new RegExp(`^(\\s*${job}\\s+)\\d+(\\s.*\\s)\\S+$`, "gm"),
            "$11$2/opt/homebrew/opt/ollama/bin/ollama",
          );
    });

  it("the app is started, found, and ended with its server", async () => {
    tools = await openMachine({ apps: [{ name: "Ollama", environment: environment() }] });
    const machine = mac(() => tools.pid("apps", "Ollama"));
    const owner = ownerOn(machine);
    expect(await owner.start({ kind: "mac-app", app: MAC_APP })).toEqual({ kind: "mac-app", app: MAC_APP });
    expect(tools.asked.map(({ tool, argv }) => [tool, ...argv])).toEqual([
      ["open", "-j", "-a", MAC_APP, "--args", "--fast-startup"],
    ]);
    await isUp();
    const app = tools.pid("apps", "Ollama");
    const server = await serverPid();
    const found = await owner.detect();
    expect(found).toMatchObject({ kind: "mac-app", app: MAC_APP, process: { pid: app } });
    await owner.stop(found);
    expect([app, server].filter(machine.isThere)).toEqual([]);
    expect(await isListening(port)).toBe(false);
  });

  it("the app that was just started is ended too, though its process was not known", async () => {
    tools = await openMachine({ apps: [{ name: "Ollama", environment: environment() }] });
    const owner = ownerOn(mac(() => tools.pid("apps", "Ollama")));
    const started = await owner.start({ kind: "mac-app", app: MAC_APP });
    await isUp();
    await owner.stop(started);
    expect(await isListening(port)).toBe(false);
  });

  it("the app is the owner again when it has brought its server back", async () => {
    tools = await openMachine({ apps: [{ name: "Ollama", isRunning: true, environment: environment() }] });
    const owner = ownerOn(mac(() => tools.pid("apps", "Ollama")));
    await isUp();
    const before = await owner.detect();
    const killed = await serverPid();
    process.kill(killed, "SIGKILL");
    await until(async () => (await serverPid()) !== killed && (await isListening(port)), "it came back");
    expect(await owner.detect()).toEqual(before);
  });

  it("no process is ended that only has the pid of the app", async () => {
    tools = await openMachine({ apps: [{ name: "Ollama", isRunning: true, environment: environment() }] });
    const owner = ownerOn(mac(() => tools.pid("apps", "Ollama")));
    await isUp();
    const executable = `${MAC_APP}/Contents/MacOS/Ollama`;
    for (const pid of [decoy.pid!, tools.pid("apps", "Ollama")])
      await owner.stop({
        kind: "mac-app",
        app: MAC_APP,
        process: { pid, startedAt: "Thu Nov  6 09:12:00 2025", executable },
      });
    expect(await isListening(port)).toBe(true);
  });

  it("Homebrew's service is started and stopped by brew, by its path", async () => {
    tools = await openMachine({ brew: { services: [{ name: "ollama", environment: environment() }] } });
    const owner = ownerOn(
      mac(
        () => 0,
        () => tools.pid("formulas", "ollama"),
      ),
    );
    const service = { kind: "homebrew", brew: BREW, service: "ollama", scope: "user" } as const;
    expect(await owner.start(service)).toEqual(service);
    await isUp();
    const found = await owner.detect();
    expect(found).toMatchObject({ ...service, process: { pid: tools.pid("formulas", "ollama") } });
    await owner.stop(found);
    expect(await isListening(port)).toBe(false);
    expect(tools.asked.map(({ argv }) => argv.join(" "))).toEqual([
      "services start ollama",
      "services stop ollama",
    ]);
  });
});

describe("on Windows", () => {
  const app = () => tools.pid("images", "ollama app.exe");

  /** Its PowerShell tells of the processes of the test machine. */
  const windows = (): Machine => ({
    ...machineAs("win32", async ([program, ...rest]) => {
      if (!program.endsWith("powershell.exe")) return undefined;
      const server = await serverPid();
      const [, asked = server] = /OwningProcess = (\d+);/.exec(rest.join(" ")) ?? [];
      return processesAsJson(
        [
          { pid: app(), parent: 1000, path: WINDOWS_APP },
          { pid: server, parent: app(), path: "C:\\ollama.exe", rest: "serve", listens: ["127.0.0.1"] },
        ],
        Number(asked),
        port,
      );
    }),
    async launch([program]) {
      expect(program).toBe(WINDOWS_APP);
      tools.process("images", "ollama app.exe").start();
      return undefined;
    },
  });

  it("the app is started, found, and closed with its server", async () => {
    tools = await openMachine({ images: [{ name: "ollama app.exe", environment: environment() }] });
    const machine = windows();
    const owner = ownerOn(machine);
    await owner.start({ kind: "windows-app", app: WINDOWS_APP });
    await isUp();
    const found = await owner.detect();
    expect(found).toMatchObject({ kind: "windows-app", app: WINDOWS_APP, process: { pid: app() } });
    const [pid, server] = [app(), await serverPid()];
    await owner.stop(found);
    expect(tools.asked.map(({ argv }) => argv.join(" "))).toEqual([`/PID ${pid}`]);
    expect([pid, server].filter(machine.isThere)).toEqual([]);
  });
});
