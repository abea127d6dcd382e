import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "../random.ts";
import { tally, type Report } from "../report.ts";
import { until } from "../wait.ts";
import { hasEnded } from "../windows/machine.ts";
import type { DownloadState, WindowProcess } from "../windows/window-process.ts";
import { judgeHistory } from "./judge-history.ts";
import { openStable, type Stable } from "./stable.ts";

/** How many downloads, and the chance that decides what happens to them. */
export type LifeOptions = { readonly downloads: number; readonly chance: Chance; readonly seed: number };

const WINDOWS = 2;
const PAUSE_MS = 60;
/** So many downloads are under way at a time, mostly waiting for their turn. */
const MOST_UNDER_WAY = 6;
/** What is broken in the end is tried again by hand so often. */
const ROUNDS = 20;

/** Downloads so many models while everything goes wrong that can, and looks how each of them ends. */
export async function downloadMany({ downloads, chance, seed }: LifeOptions): Promise<Report> {
  const stable = await openStable(downloads, seed);
  for (let index = 0; index < WINDOWS; index++) await stable.openWindow();
  const done: string[] = [];
  const requested: string[] = [];
  const any = (): WindowProcess | undefined => stable.open()[chance.upTo(stable.open().length)];
  const anyId = (): string => requested[chance.upTo(requested.length)] ?? "none";
  const last = (): string => requested.at(-1 - chance.upTo(MOST_UNDER_WAY)) ?? anyId();

  const request = (): void => {
    const id = `d${requested.length}`;
    requested.push(id);
    // Most are new; some are there already, or on their way.
    const place = chance.percent(85) ? requested.length : chance.upTo(requested.length);
    any()?.tell("download", id, stable.pullable[place % stable.pullable.length] ?? "");
  };
  const quickly = async (): Promise<void> => {
    const id = last();
    any()?.tell("pause", id);
    await delay(chance.upTo(30));
    any()?.tell("resume", id);
  };
  const requesting: Deed = ["requested", request];
  const deeds: readonly [Deed, ...Deed[]] = [
    requesting,
    ...Array.from({ length: 11 }, () => requesting),
    ["paused", () => any()?.tell("pause", last())],
    ["resumed", () => any()?.tell("resume", last())],
    ["resumed", () => any()?.tell("resume", last())],
    ["paused and resumed at once", quickly],
    ["cancelled", () => any()?.tell("cancel", last())],
    ["tried again", () => any()?.tell("retry", last())],
    ["Ollama killed", () => stable.ollama.kill()],
    ["leader killed", () => stable.leader()?.kill()],
  ];

  const accepted = (): number =>
    stable.windows
      .flatMap(({ said }) => said)
      .filter(
        ([what, , type, answer]) =>
          what === "decided" && type === "download.request" && answer === "accepted",
      ).length;

  while (accepted() < downloads) {
    const [what, deed] = chance.oneOf(deeds);
    const isFull = what === "requested" && (await underWay(stable)).length >= MOST_UNDER_WAY;
    if (!isFull) {
      await deed();
      done.push(what);
    }
    while (stable.open().length < WINDOWS) await stable.openWindow();
    await delay(chance.upTo(PAUSE_MS));
  }
  // No run is without a death of either.
  if (stable.ollama.kills === 0) stable.ollama.kill();
  await stable.leader()?.kill();
  await stable.openWindow();
  const isOver = await bringToAnEnd(stable);
  const report = await judge(stable, isOver);
  await stable.close();
  return { wrong: report.wrong, figures: { deeds: tally(done), ...report.figures } };
}

type Deed = readonly [what: string, deed: () => unknown];

const stateOf = async (stable: Stable): Promise<readonly DownloadState[]> =>
  (await stable.open()[0]?.state())?.downloads ?? [];

const underWay = async (stable: Stable): Promise<readonly DownloadState[]> =>
  (await stateOf(stable)).filter((one) => !hasEnded(one));

/** Everybody resumes what is paused and tries again what has failed, until nothing is left to do. */
async function bringToAnEnd(stable: Stable): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const [window] = stable.open();
    for (const { id, situation } of await stateOf(stable)) {
      if (situation === "failed") window?.tell("retry", id);
      if (situation === "paused") window?.tell("resume", id);
    }
    await until(
      async () => (await underWay(stable)).every(({ situation }) => situation === "paused"),
      120_000,
    );
    const states = await stateOf(stable);
    if (states.every((one) => hasEnded(one) && one.situation !== "failed")) return true;
  }
  return false;
}

async function judge(stable: Stable, isOver: boolean): Promise<Report> {
  const states = await stateOf(stable);
  const history = judgeHistory(stable.history);
  const installed = await stable.installed();
  const missing = history.completed.filter((model) => !installed.includes(model));
  const warned = stable.windows.flatMap(({ said }) => said.filter(([what]) => what === "warned"));
  const leaks = await leaksOf(stable);
  return {
    wrong: [
      ...(isOver ? [] : [`some never end well: ${tally(states.map(({ situation }) => situation))}`]),
      ...stable.overlaps(),
      ...history.wrong,
      ...missing.map((model) => `${model} is said to be downloaded, and is not there`),
      ...(stable.ollama.deaths > 0 ? [`Ollama died ${stable.ollama.deaths} times by itself`] : []),
      ...warned.map((words) => words.join(" ")).filter((words) => words.includes("MaxListeners")),
      ...(stable.openDownloads > 0 ? [`${stable.openDownloads} connections to the registry are open`] : []),
      ...leaks,
    ],
    figures: {
      "how they ended": tally(states.map(({ situation }) => situation)),
      "what the registry did": tally(stable.mishaps),
      "Ollama killed": stable.ollama.kills,
      windows: stable.windows.length,
      ...history.figures,
    },
  };
}

/** What the window that ran Ollama holds in the end, beyond what one holds that has just taken over from it. */
async function leaksOf(stable: Stable): Promise<readonly string[]> {
  const leader = stable.leader();
  const held = [...(await resourcesOf(leader))];
  const fresh = await stable.openWindow();
  const others = stable.open().filter((window) => window !== fresh);
  await Promise.all(others.map((window) => window.close()));
  await until(() => fresh.isLeader, 10_000);
  for (const one of await resourcesOf(fresh)) {
    const place = held.indexOf(one);
    if (place >= 0) held.splice(place, 1);
  }
  return held.length > 0 ? [`the leader still holds ${tally(held)}`] : [];
}

/** Long enough for what is only kept for the next request to be let go. */
const SETTLES_MS = 6_000;
let asked = 0;

async function resourcesOf(window: WindowProcess | undefined): Promise<readonly string[]> {
  if (!window) return [];
  await delay(SETTLES_MS);
  const number = `r${++asked}`;
  window.tell("resources", number);
  const told = () => window.said.find(([what, about]) => what === "resources" && about === number);
  await until(() => told() !== undefined, 5_000);
  return told()?.[2]?.split(",") ?? [];
}
