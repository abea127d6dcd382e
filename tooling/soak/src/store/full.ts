import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Child, Words } from "../child.ts";
import { spread, type Report } from "../report.ts";
import { ballastOn } from "./ballast.ts";
import { openLives } from "./lives.ts";
import type { Moments } from "./killed.ts";

/** The disk to fill, and how often. */
export type FullOptions = Moments & {
  /** The mount point of a small disk that nothing else uses. */
  readonly disk: string;
  /** A folder on another disk. */
  readonly scratch: string;
};

const LIFE_MS = 2_500;
/** SQLite reuses space that it already has, so only a new history soon notices that the disk is full. */
const LIVES_PER_HISTORY = 2;
const RECOVERIES = 3;
/** Enough to create a history, but not enough to continue it for long. */
const ROOM_BYTES = 500_000;

/**
 * Kills hosts whose disk is sometimes full: while they open the history, write to it or compact it. The last host gets
 * a read-only disk.
 */
export async function killOnFullDisk({ disk, scratch, moments, seed, random }: FullOptions): Promise<Report> {
  const lives = openLives({ folder: join(disk, "history"), scratch, seed });
  const ballast = ballastOn(disk);
  const counts = { unkept: 0, told: 0, keptAgain: 0, inMemory: 0 };
  let fills = 0;

  const fill = (): void => {
    fills += 1;
    ballast.fill();
  };
  const fillAndFree = async (host: Child): Promise<void> => {
    await host.waitForLine(([what]) => what === "ready");
    for (let leftMs = random.upTo(LIFE_MS); leftMs > 0;) {
      const ms = random.upTo(leftMs) + 1;
      await delay(ms);
      leftMs -= ms;
      if (ballast.isFull) ballast.free();
      else fill();
    }
  };
  const live = async (life: (host: Child) => Promise<void>, isUnwritable = ballast.isFull): Promise<void> => {
    fills = isUnwritable ? 1 : 0;
    const words = await lives.next(life);
    const told = countOf(words, "told");
    if (told > fills)
      lives.complain(`the disk was filled ${fills} times, but that was reported ${told} times`);
    counts.told += told;
    counts.unkept += countOf(words, "unkept");
    counts.keptAgain += countOf(words, "kept-again");
    if (words.some(([, found]) => found === "nothing")) counts.inMemory += 1;
  };

  for (let moment = 0; moment < moments; moment++) {
    ballast.free();
    if (moment % LIVES_PER_HISTORY === 0) lives.beginAnew();
    if (random.percent(30)) ballast.fill();
    await live(fillAndFree);
  }

  const recoveredMs: number[] = [];
  for (let recovery = 0; recovery < RECOVERIES; recovery++) {
    ballast.free();
    lives.beginAnew();
    ballast.fill(ROOM_BYTES);
    await live(async (host) => {
      await host.waitForLine(([what]) => what === "unkept");
      ballast.free();
      const freedMs = performance.now();
      await host.waitForLine(([what]) => what === "kept-again");
      recoveredMs.push(performance.now() - freedMs);
    });
  }

  ballast.free();
  execFileSync("mount", ["-o", "remount,ro", disk]);
  await live(async (host) => void (await host.waitForLine(([what]) => what === "unkept")), true);

  const { wrong, figures } = lives.report();
  return {
    wrong,
    figures: {
      ...figures,
      "facts kept only in memory": counts.unkept,
      "reports of a full disk": counts.told,
      "returns to the disk": counts.keptAgain,
      "windows that opened in memory": counts.inMemory,
      "return to the disk after space was freed": spread(recoveredMs),
    },
  };
}

const countOf = (lines: readonly Words[], name: string): number =>
  lines.filter(([what]) => what === name).length;
