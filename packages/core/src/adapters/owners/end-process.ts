import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { PortError } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/owner.ts";
import { STOP_PATIENCE_MS } from "../../service/service-owner.port.ts";
import { identify, isSameProcess } from "./process-identity.ts";

/** How the process is recognised and how long to wait for its end. */
type EndProcessOptions = {
  /** Whether the pid still belongs to the target; checked before every signal. */
  readonly isStillTarget?: (process: ProcessIdentity) => Promise<boolean>;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly patienceMs?: number;
  /** Whether to kill the process if it does not end; absent: yes. */
  readonly mayKill?: boolean;
};

const LOOK_EVERY_MS = 20;
/** A killed process ends within this time. */
const KILL_PATIENCE_MS = 3_000;

/**
 * Ends a process by SIGTERM, and after `patienceMs` kills it and its process group. Does nothing if the pid belongs to
 * another process by now. Rejects with `PortError` of `stop-timed-out` if the process survives both.
 */
export async function endProcess(target: ProcessIdentity, options: EndProcessOptions = {}): Promise<void> {
  const { isStillTarget = isAlive, patienceMs = STOP_PATIENCE_MS, mayKill = true } = options;
  if (!(await isStillTarget(target))) return;
  await send(target, "SIGTERM");
  if (await hasEnded(target, isStillTarget, patienceMs)) return;
  if (!mayKill) throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs });
  await send(target, "SIGKILL");
  if (await hasEnded(target, isStillTarget, KILL_PATIENCE_MS)) return;
  throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs + KILL_PATIENCE_MS });
}

async function isAlive(target: ProcessIdentity): Promise<boolean> {
  const found = await identify(target.pid);
  return found !== undefined && isSameProcess(found, target);
}

/**
 * Our services lead their own process group, so a signal also reaches the Ollama behind a wrapper script, and the model
 * runners of an Ollama that has to be killed (recording `processes-sigkill`). Windows has no SIGTERM: it ends the whole
 * process tree.
 */
async function send({ pid }: ProcessIdentity, name: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (process.platform === "win32") await endTree(pid);
  else if (!signal(-pid, name)) signal(pid, name);
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false; // it has just ended or leads no group; the caller checks again
  }
}

async function endTree(pid: number): Promise<void> {
  const taskkill = `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\taskkill.exe`;
  await promisify(execFile)(taskkill, ["/T", "/F", "/PID", String(pid)], { windowsHide: true });
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
