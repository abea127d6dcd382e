import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { kill } from "./kill.ts";

/** Kills every process whose environment has this variable, also those that lost their parent. Linux only. */
export async function endMarked(variable: string, value: string): Promise<void> {
  const mark = `${variable}=${value}`;
  for (let pids = marked(mark); pids.length > 0; pids = marked(mark)) {
    for (const pid of pids) kill(pid);
    await setTimeout(5);
  }
}

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
