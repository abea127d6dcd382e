import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Child, Words } from "../child.ts";
import { spread, type Report } from "../report.ts";
import { ballastOn } from "./ballast.ts";
import { openLives } from "./lives.ts";
import type { Moments } from "./killed.ts";

/** Where the disk that is filled up is, and how often it happens. */
export type FullOptions = Moments & {
  /** A small disk that nobody else uses. */
  readonly disk: string;
  /** On another disk. */
  readonly scratch: string;
};

const LIFE_MS = 2_500;
/** What SQLite once had of a disk it uses again: only a young history notices soon that there is no more. */
const LIVES_OF_A_HISTORY = 2;
const RECOVERIES = 3;
/** Enough to begin a history, and not enough to go on for long. */
const ROOM_BYTES = 500_000;

/**
 * Kills hosts whose disk is full at times: when they open, when they write, when they put the history in order. The last
 * one finds a disk that can only be read.
 */
export async function killOnFullDisk({ disk, scratch, moments, seed, chance }: FullOptions): Promise<Report> {
  const lives = openLives({ folder: join(disk, "history"), scratch, seed });
  const ballast = ballastOn(disk);
  const counts = { unkept: 0, told: 0, keptAgain: 0, inMemory: 0 };
  let fills = 0;

  const fill = (): void => {
    fills += 1;
    ballast.fill();
  };
  const fillAndFree = async (host: Child): Promise<void> => {
    await host.hears(([what]) => what === "ready");
    for (let leftMs = chance.upTo(LIFE_MS); leftMs > 0;) {
      const ms = chance.upTo(leftMs) + 1;
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
    if (told > fills) lives.complain(`the disk was filled ${fills} times, and that was told ${told} times`);
    counts.told += told;
    counts.unkept += countOf(words, "unkept");
    counts.keptAgain += countOf(words, "kept-again");
    if (words.some(([, found]) => found === "nothing")) counts.inMemory += 1;
  };

  for (let moment = 0; moment < moments; moment++) {
    ballast.free();
    if (moment % LIVES_OF_A_HISTORY === 0) lives.beginAnew();
    if (chance.percent(30)) ballast.fill();
    await live(fillAndFree);
  }

  const recoveredMs: number[] = [];
  for (let recovery = 0; recovery < RECOVERIES; recovery++) {
    ballast.free();
    lives.beginAnew();
    ballast.fill(ROOM_BYTES);
    await live(async (host) => {
      await host.hears(([what]) => what === "unkept");
      ballast.free();
      const freedMs = performance.now();
      await host.hears(([what]) => what === "kept-again");
      recoveredMs.push(performance.now() - freedMs);
    });
  }

  ballast.free();
  execFileSync("mount", ["-o", "remount,ro", disk]);
  await live(async (host) => void (await host.hears(([what]) => what === "unkept")), true);

  const { wrong, figures } = lives.report();
  return {
    wrong,
    figures: {
      ...figures,
      "facts that went on in memory": counts.unkept,
      "times that it was told": counts.told,
      "times that it was kept again": counts.keptAgain,
      "windows that opened in memory": counts.inMemory,
      "kept again after there was room": spread(recoveredMs),
    },
  };
}

const countOf = (said: readonly Words[], name: string): number =>
  said.filter(([what]) => what === name).length;
