import { execFile } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { PortError } from "../../shared/failure.ts";
import type { ProcessIdentity } from "../../service/service-events.ts";
import { STOP_PATIENCE_MS } from "../../service/service-owner.port.ts";
import { identify, isSameProcess } from "./process-identity.ts";

/** How a process is known, and how long it is waited for. */
export type EndProcessOptions = {
  /** Whether the process is still the one that is meant; asked again before every signal. */
  readonly isStillIt?: (process: ProcessIdentity) => Promise<boolean>;
  /** Milliseconds that it gets to end by itself. */
  readonly patienceMs?: number;
};

const LOOK_EVERY_MS = 20;
/** Nothing outlives a kill for long. */
const KILL_PATIENCE_MS = 3_000;

/**
 * Ends a process: asks it to, and kills it with all that it started if it does not. Never touches one that is not the
 * one that is meant. Rejects with `PortError` of `stop-timed-out` where not even that helped.
 */
export async function endProcess(target: ProcessIdentity, options: EndProcessOptions = {}): Promise<void> {
  const { isStillIt = isAlive, patienceMs = STOP_PATIENCE_MS } = options;
  if (!(await isStillIt(target))) return;
  await send(target, "SIGTERM");
  if (await hasEnded(target, isStillIt, patienceMs)) return;
  await send(target, "SIGKILL");
  if (await hasEnded(target, isStillIt, KILL_PATIENCE_MS)) return;
  throw new PortError({ kind: "stop-timed-out", afterMs: patienceMs + KILL_PATIENCE_MS });
}

async function isAlive(target: ProcessIdentity): Promise<boolean> {
  const found = await identify(target.pid);
  return found !== undefined && isSameProcess(found, target);
}

/**
 * A service of ours leads a process group of its own: so a wrapper's Ollama goes with it, and so do the model runners of
 * one that has to be killed (recording `processes-sigkill`). Windows has no signal to ask with, and ends the whole tree.
 */
async function send({ pid }: ProcessIdentity, name: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (process.platform === "win32") await endTree(pid);
  else if (!signal(-pid, name)) signal(pid, name);
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false; // it has just ended, or it leads no group: the caller looks again
  }
}

async function endTree(pid: number): Promise<void> {
  const taskkill = `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\taskkill.exe`;
  await promisify(execFile)(taskkill, ["/T", "/F", "/PID", String(pid)], { windowsHide: true });
}

async function hasEnded(
  target: ProcessIdentity,
  isStillIt: (process: ProcessIdentity) => Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const untilMs = Date.now() + patienceMs;
  while (Date.now() < untilMs) {
    if (!(await isStillIt(target))) return true;
    await delay(LOOK_EVERY_MS);
  }
  return !(await isStillIt(target));
}
