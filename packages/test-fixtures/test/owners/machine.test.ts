import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { fails, freePort, isListening, openMachine, says, type TestMachine } from "../../src/index.ts";
import { until } from "../support/until.ts";
import { machineFor, run } from "./machine-for.ts";

const at = (port: number) => ({ environment: { OLLAMA_HOST: `127.0.0.1:${port}` } });

it("has the tools of its options on the PATH, and records what they were asked", async () => {
  const machine = await machineFor({ tools: ["sudo"], units: [], tables: { lsof: [] } });
  expect(readdirSync(machine.bin).sort()).toEqual(["journalctl", "lsof", "sudo", "systemctl"]);
  expect(machine.environment.PATH).toBe(machine.bin);
  await run(machine, "sudo -n systemctl stop ollama");
  await run(machine, "lsof -nP -iTCP:11434");
  expect(machine.asked.map(({ tool, argv }) => [tool, ...argv].join(" "))).toEqual([
    "sudo -n systemctl stop ollama",
    "lsof -nP -iTCP:11434",
  ]);
  expect(machine.asked[0]?.environment).toMatchObject(machine.environment);
});

it("may have an ollama on the PATH, which is no tool", async () => {
  const machine = await machineFor({ isOllamaOnPath: true });
  const { code, out } = await run(machine, "ollama --version");
  expect([code, out]).toEqual([0, expect.stringMatching(/^ollama version is /)]);
  expect(machine.asked).toEqual([]);
});

it("answers from a table", async () => {
  const machine = await machineFor({
    tables: {
      powershell: [
        { asked: /11434/, answer: says("812") },
        { asked: /./, answer: fails(1, "no") },
      ],
    },
  });
  expect(await run(machine, "powershell -Command 11434")).toEqual({ code: 0, out: "812\n", err: "" });
  expect(await run(machine, "powershell -Command other")).toEqual({ code: 1, out: "", err: "no\n" });
});

it("refuses what would ask for a password", async () => {
  const machine = await machineFor({ tools: ["sudo", "pkexec"] });
  expect(await run(machine, "sudo systemctl stop ollama")).toMatchObject({ code: 1, out: "" });
  expect((await run(machine, "pkexec systemctl stop ollama")).code).toBe(127);
});

it.for(["always", "on-failure"] as const)("brings a killed process back (restart: %s)", async (restart) => {
  const port = await freePort();
  const machine = await machineFor({
    units: [{ name: "ollama.service", isRunning: true, restart, ...at(port) }],
  });
  await until(() => isListening(port));
  const first = machine.pid("units", "ollama.service");
  process.kill(first, "SIGKILL");
  await until(() => ![0, first].includes(machine.pid("units", "ollama.service")));
  await until(() => isListening(port));
  expect(machine.process("units", "ollama.service").restarts).toBe(1);
});

it("leaves a killed process dead if nothing supervises it", async () => {
  const port = await freePort();
  const container = { engine: "docker", name: "ollama", isRunning: true, ...at(port) } as const;
  const machine = await machineFor({ containers: [container] });
  await until(() => isListening(port));
  machine.process("containers", "ollama").kill();
  await until(() => machine.pid("containers", "ollama") === 0);
  expect(machine.process("containers", "ollama").situation).toEqual({ kind: "stopped", code: 137 });
});

it("does not bring back what was stopped while it waited", async () => {
  const machine = await machineFor({
    units: [
      {
        name: "broken.service",
        command: process.execPath,
        arguments: ["-e", "process.exit(3)"],
        restartMs: 300,
      },
    ],
  });
  const broken = machine.process("units", "broken.service");
  broken.start();
  await until(() => broken.situation.kind === "restarting");
  await broken.stop();
  expect(broken.situation).toEqual({ kind: "stopped", code: 0 });
  broken.start();
  await until(() => broken.situation.kind === "restarting");
  await until(() => broken.situation.kind === "running");
  expect(broken.restarts).toBe(1);
});

it("runs an app that brings its server back, and ends it when the app is asked to end", async () => {
  const port = await freePort();
  const machine = await machineFor({ apps: [{ name: "Ollama", isRunning: true, ...at(port) }] });
  await until(() => isListening(port));
  const app = machine.pid("apps", "Ollama");
  const [server] = childrenOf(app);
  process.kill(server ?? Number.NaN, "SIGKILL");
  await until(() => childrenOf(app).some((pid) => pid !== server));
  await until(() => isListening(port));
  process.kill(app, "SIGTERM");
  await until(() => machine.pid("apps", "Ollama") === 0);
  expect(await isListening(port)).toBe(false);
});

it("leaves no process and no folder when it is closed, even after an app was killed", async () => {
  const [one, two] = [await freePort(), await freePort()];
  const machine = await openMachine({
    units: [{ name: "ollama.service", isRunning: true, ...at(one) }],
    apps: [{ name: "Ollama", isRunning: true, ...at(two) }],
  });
  let isClosed = false;
  onTestFinished(() => (isClosed ? undefined : machine.close()));
  await until(async () => (await isListening(one)) && (await isListening(two)));
  process.kill(machine.pid("apps", "Ollama"), "SIGKILL"); // its server goes on without it
  await until(() => machine.pid("apps", "Ollama") === 0);
  expect(await isListening(two)).toBe(true);
  await machine.close();
  isClosed = true;
  expect([await isListening(one), await isListening(two)]).toEqual([false, false]);
  expect(existsSync(dirname(machine.bin))).toBe(false);
  expect(processesOf(machine)).toEqual([]);
});

/** The processes whose command names the machine's folder. */
const processesOf = (machine: TestMachine): readonly number[] =>
  pids().filter((pid) => read(`/proc/${pid}/cmdline`).includes(dirname(machine.bin)));

const childrenOf = (parent: number): readonly number[] =>
  pids().filter((pid) => Number(/\) \w (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]) === parent);

const pids = (): readonly number[] => readdirSync("/proc").map(Number).filter(Number.isInteger);

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the process has ended
  }
}
