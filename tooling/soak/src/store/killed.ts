import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Child } from "../child.ts";
import type { Chance } from "../random.ts";
import type { Report } from "../report.ts";
import { openLives } from "./lives.ts";

/** Up to so long after it is ready a host is killed. */
const LIFE_MS = 400;
/** In so many of a hundred lives it is killed as soon as it begins to put the history in order. */
const AIMED_PERCENT = 40;

/** How often the host is killed, and the chance that decides when. */
export type Moments = { readonly moments: number; readonly seed: number; readonly chance: Chance };

/** Kills the host of a history again and again, each time at another moment. */
export async function killHosts({ moments, seed, chance }: Moments): Promise<Report> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [folder, scratch] = [join(temporary.path, "history"), join(temporary.path, "copy")];
  const lives = openLives({ folder, scratch, seed });
  for (let moment = 0; moment < moments; moment++) {
    const said = await lives.next((host) => untilItIsTime(host, chance));
    for (const words of said)
      if (words[0] === "warned" || words[0] === "told") lives.complain(words.join(" "));
  }
  temporary.remove();
  return lives.report();
}

/** A moment like any other, or one in which the history is put in order. */
export async function untilItIsTime(host: Child, chance: Chance): Promise<void> {
  await host.hears(([what]) => what === "ready");
  if (!chance.percent(AIMED_PERCENT)) return delay(chance.upTo(LIFE_MS));
  let left = 1 + chance.upTo(4);
  await host.hears(([what]) => what === "begins" && --left === 0);
}
