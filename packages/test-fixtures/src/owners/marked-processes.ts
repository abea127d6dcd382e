import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { kill } from "./kill.ts";

/** Kills every process whose environment has this variable, also those that lost their parent. Linux only. */
export async function endMarked(variable: string, value: string): Promise<void> {
  const mark = `${variable}=${value}`;
  const killed = new Set<number>();
  for (;;) {
    for (const pid of marked(mark)) {
      kill(pid);
      killed.add(pid);
    }
    if (![...killed].some(isEnding)) return;
    await setTimeout(5);
  }
}

/** A killed process loses its environment before its sockets, which end with its last thread. */
function isEnding(pid: number): boolean {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return state !== "Z" || Number(fields[THREADS]) > 1;
  } catch {
    return false; // it has ended
  }
}

/** The index of num_threads after the state (proc(5), "/proc/pid/stat"). */
const THREADS = 16;

const marked = (mark: string): readonly number[] =>
  listPids().filter((pid) => pid !== process.pid && environmentOf(pid).includes(mark));

function listPids(): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 1);
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return []; // it has ended, or is another person's
  }
}
