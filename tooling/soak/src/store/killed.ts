import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Child } from "../child.ts";
import type { Random } from "../random.ts";
import type { Report } from "../report.ts";
import { openLives } from "./lives.ts";

/** A host is killed at most this long after it is ready. */
const LIFE_MS = 400;
/** The share of hosts that are killed just when they begin to make a snapshot or to compact. */
const DURING_UPKEEP_PERCENT = 40;

/** How often the host is killed, and the random numbers that decide when. */
export type Moments = { readonly moments: number; readonly seed: number; readonly random: Random };

/** Kills the host of a history many times, each time at another moment. */
export async function killHosts({ moments, seed, random }: Moments): Promise<Report> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [folder, scratch] = [join(temporary.path, "history"), join(temporary.path, "copy")];
  const lives = openLives({ folder, scratch, seed });
  for (let moment = 0; moment < moments; moment++) {
    const lines = await lives.next((host) => untilKillTime(host, random));
    for (const words of lines)
      if (words[0] === "warned" || words[0] === "told") lives.complain(words.join(" "));
  }
  temporary.remove();
  return lives.report();
}

/** Waits for a random time, or until a snapshot or compaction begins. */
async function untilKillTime(host: Child, random: Random): Promise<void> {
  await host.waitForLine(([what]) => what === "ready");
  if (!random.percent(DURING_UPKEEP_PERCENT)) return delay(random.upTo(LIFE_MS));
  let left = 1 + random.upTo(4);
  await host.waitForLine(([what]) => what === "begins" && --left === 0);
}
