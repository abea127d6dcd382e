import { setTimeout as delay } from "node:timers/promises";
import { PortError } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/owner.ts";
import { STOP_PATIENCE_MS } from "../../service/service-owner.port.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { isAlive } from "./process-identity.ts";
import { windowsTool } from "./windows/windows-tool.ts";
import { windowsTree } from "./windows/windows-tree.ts";

/** How the process is recognised and how long to wait for its end. */
type EndProcessOptions = {
  /** Whether the pid still belongs to the target; checked before every signal, and at the end. */
  readonly isStillTarget?: (process: ProcessIdentity) => Promise<boolean>;
  /** How long the process has to end by itself once it was asked to, in milliseconds. */
  readonly patienceMs?: number;
  /**
   * `ours` leads a process group, and is killed if it does not end. A process of another program is asked alone, and never
   * killed except on Windows, where nothing else ends a program without a window; one that is `orphaned` is asked alone,
   * and killed. Absent: `ours`.
   */
  readonly whose?: "ours" | "of-others" | "orphaned";
  /** Absent: this machine. */
  readonly machine?: Machine;
};

const LOOK_EVERY_MS = 20;
/** A killed process ends within this time. */
const KILL_PATIENCE_MS = 3_000;

/** Something that may end a process, and how long that may take. `act` tells whether it was done. */
type Step = { readonly act: () => Promise<boolean> | boolean; readonly patienceMs: number };

/**
 * Ends a process, gracefully at first. Does nothing if the pid belongs to another process by now. Rejects with `PortError`
 * of `stop-timed-out` if the process survives, and with that of a tool if it cannot be told whether it does.
 */
export async function endProcess(target: ProcessIdentity, options: EndProcessOptions = {}): Promise<void> {
  const { patienceMs = STOP_PATIENCE_MS, whose = "ours", machine = thisMachine() } = options;
  const { isStillTarget = (process) => isAlive(process, machine) } = options;
  const steps = STEPS[machine.platform === "win32" ? "windows" : "unix"][whose](machine, target, patienceMs);
  // Without `/proc`, a tool has to be run to identify a process.
  const mayRun = () => (machine.platform === "linux" ? isStillTarget(target) : machine.isThere(target.pid));
  let afterMs = 0;
  for (const step of steps) {
    if (!(await isStillTarget(target))) return;
    if (!(await step.act())) continue;
    if (await hasEnded(mayRun, step.patienceMs)) return;
    afterMs += step.patienceMs;
  }
  if (await isStillTarget(target)) throw new PortError({ kind: "stop-timed-out", afterMs });
}

type Steps = (machine: Machine, target: ProcessIdentity, patienceMs: number) => readonly Step[];

const STEPS = {
  unix: {
    ours: (machine, { pid }, patienceMs) => [
      { act: () => signalGroup(machine, pid, "SIGTERM"), patienceMs },
      { act: () => signalGroup(machine, pid, "SIGKILL"), patienceMs: KILL_PATIENCE_MS },
    ],
    "of-others": (machine, { pid }, patienceMs) => [
      { act: () => signalOne(machine, pid, "SIGTERM"), patienceMs },
    ],
    orphaned: (machine, { pid }, patienceMs) => [
      { act: () => signalOne(machine, pid, "SIGTERM"), patienceMs },
      { act: () => signalOne(machine, pid, "SIGKILL"), patienceMs: KILL_PATIENCE_MS },
    ],
  },
  windows: {
    ours: (machine, target, patienceMs) => [{ act: () => endTree(machine, target), patienceMs }],
    "of-others": (machine, target, patienceMs) => [
      { act: () => askToClose(machine, target.pid), patienceMs: patienceMs / 2 },
      { act: () => endTree(machine, target), patienceMs: patienceMs / 2 },
    ],
    orphaned: (machine, target, patienceMs) => [{ act: () => endTree(machine, target), patienceMs }],
  },
} as const satisfies Record<"unix" | "windows", Record<"ours" | "of-others" | "orphaned", Steps>>;

/**
 * Our services lead their own process group, so a signal also reaches the Ollama behind a wrapper script, and the model
 * runners of an Ollama that has to be killed (recording `processes-sigkill`).
 */
function signalGroup(machine: Machine, pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  if (!machine.signal(-pid, name)) machine.signal(pid, name);
  return true; // if there is none, it has just ended
}

function signalOne(machine: Machine, pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  machine.signal(pid, name);
  return true;
}

/**
 * The windows of a program are asked to close ("taskkill" of Microsoft, without `/F`), as the tray app of Ollama obeys
 * (docs/ollama.md §4.3); not verified on a real machine. `taskkill` fails for a program without a window.
 */
async function askToClose(machine: Machine, pid: number): Promise<boolean> {
  const result = await machine.run([windowsTool("taskkill.exe", machine), "/PID", String(pid)]);
  return result.kind === "exited" && result.code === 0;
}

/** Windows has no SIGTERM. Without its tree, the model runners would keep their memory (docs/ollama.md §4.2). */
async function endTree(machine: Machine, target: ProcessIdentity): Promise<boolean> {
  const pids = await windowsTree(target, machine);
  if (pids.length === 0) return false;
  await machine.run([
    windowsTool("taskkill.exe", machine),
    "/F",
    ...pids.flatMap((pid) => ["/PID", `${pid}`]),
  ]);
  return true;
}

/** Waits until a process does not run any more; `false` if it may still do so after `patienceMs`. */
export async function hasEnded(
  mayRun: () => Promise<boolean> | boolean,
  patienceMs: number,
): Promise<boolean> {
  const untilMs = Date.now() + patienceMs;
  while (Date.now() < untilMs) {
    if (!(await mayRun())) return true;
    await delay(LOOK_EVERY_MS);
  }
  return !(await mayRun());
}
