import { setTimeout as delay } from "node:timers/promises";
import { PortError } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/owner.ts";
import { STOP_PATIENCE_MS } from "../../service/service-owner.port.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { isAlive } from "./process-identity.ts";

/** How the process is recognised and how long to wait for its end. */
type EndProcessOptions = {
  /** Whether the pid still belongs to the target; checked before every signal. */
  readonly isStillTarget?: (process: ProcessIdentity) => Promise<boolean>;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly patienceMs?: number;
  /**
   * `ours` leads a process group, and is killed if it does not end. A process of another program gets SIGTERM alone, and
   * is never killed. Absent: `ours`.
   */
  readonly whose?: "ours" | "of-others";
  /** Absent: this machine. */
  readonly machine?: Machine;
};

const LOOK_EVERY_MS = 20;
/** A killed process ends within this time. */
const KILL_PATIENCE_MS = 3_000;

/**
 * Ends a process by SIGTERM, and, if it is ours, kills it and its process group after `patienceMs`. Does nothing if the
 * pid belongs to another process by now. Rejects with `PortError` of `stop-timed-out` if the process survives.
 */
export async function endProcess(target: ProcessIdentity, options: EndProcessOptions = {}): Promise<void> {
  const { patienceMs = STOP_PATIENCE_MS, whose = "ours", machine = thisMachine() } = options;
  const { isStillTarget = (process) => isAlive(process, machine) } = options;
  if (!(await isStillTarget(target))) return;
  const send = whose === "ours" ? signalGroup : signalOne;
  await send(machine, target.pid, "SIGTERM");
  if (await hasEnded(target, isStillTarget, patienceMs)) return;
  if (whose === "of-others") throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs });
  await send(machine, target.pid, "SIGKILL");
  if (await hasEnded(target, isStillTarget, KILL_PATIENCE_MS)) return;
  throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs + KILL_PATIENCE_MS });
}

type SignalName = Parameters<Machine["signal"]>[1];

/**
 * Our services lead their own process group, so a signal also reaches the Ollama behind a wrapper script, and the model
 * runners of an Ollama that has to be killed (recording `processes-sigkill`).
 */
async function signalGroup(machine: Machine, pid: number, name: SignalName): Promise<void> {
  if (machine.platform === "win32") await endTree(machine, pid);
  else if (!machine.signal(-pid, name)) machine.signal(pid, name);
}

async function signalOne(machine: Machine, pid: number, name: SignalName): Promise<void> {
  if (machine.platform === "win32") await endTree(machine, pid);
  else machine.signal(pid, name);
}

/** Windows has no SIGTERM: the whole process tree is ended. */
async function endTree(machine: Machine, pid: number): Promise<void> {
  const taskkill = `${machine.environment["SystemRoot"] ?? "C:\\Windows"}\\System32\\taskkill.exe`;
  await machine.run([taskkill, "/T", "/F", "/PID", String(pid)]);
}

async function hasEnded(
  target: ProcessIdentity,
  isStillTarget: (process: ProcessIdentity) => Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const untilMs = Date.now() + patienceMs;
  while (Date.now() < untilMs) {
    if (!(await isStillTarget(target))) return true;
    await delay(LOOK_EVERY_MS);
  }
  return !(await isStillTarget(target));
}
