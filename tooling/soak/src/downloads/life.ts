import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../random.ts";
import { tally, type Report } from "../report.ts";
import { until } from "../wait.ts";
import { hasEnded, type DownloadState } from "../windows/download-state.ts";
import type { WindowProcess } from "../windows/window-process.ts";
import { judgeHistory } from "./judge-history.ts";
import { openStable, type Stable } from "./stable.ts";

/** How many downloads, and the random numbers that decide what happens to them. */
export type LifeOptions = { readonly downloads: number; readonly random: Random; readonly seed: number };

const WINDOWS = 2;
const PAUSE_MS = 60;
/** At most this many downloads are unfinished at a time; most of them wait in the queue. */
const MAX_UNFINISHED = 6;
/** At the end, failed downloads are retried at most this often. */
const ROUNDS = 20;

/** Downloads many models while all kinds of faults happen, and checks how each download ends. */
export async function downloadMany({ downloads, random, seed }: LifeOptions): Promise<Report> {
  const stable = await openStable(downloads, seed);
  for (let index = 0; index < WINDOWS; index++) await stable.openWindow();
  const done: string[] = [];
  const requested: string[] = [];
  const any = (): WindowProcess | undefined => stable.open()[random.upTo(stable.open().length)];
  const anyId = (): string => requested[random.upTo(requested.length)] ?? "none";
  const last = (): string => requested.at(-1 - random.upTo(MAX_UNFINISHED)) ?? anyId();

  const request = (): void => {
    const id = `d${requested.length}`;
    requested.push(id);
    // Most models are new; some are already installed or being downloaded.
    const place = random.percent(85) ? requested.length : random.upTo(requested.length);
    any()?.tell("download", id, stable.pullable[place % stable.pullable.length] ?? "");
  };
  const pauseAndResume = async (): Promise<void> => {
    const id = last();
    any()?.tell("pause", id);
    await delay(random.upTo(30));
    any()?.tell("resume", id);
  };
  const requesting: RandomAction = ["requested", request];
  const actions: readonly [RandomAction, ...RandomAction[]] = [
    requesting,
    ...Array.from({ length: 11 }, () => requesting),
    ["paused", () => any()?.tell("pause", last())],
    ["resumed", () => any()?.tell("resume", last())],
    ["resumed", () => any()?.tell("resume", last())],
    ["paused and resumed at once", pauseAndResume],
    ["cancelled", () => any()?.tell("cancel", last())],
    ["retried", () => any()?.tell("retry", last())],
    ["Ollama killed", () => stable.ollama.kill()],
    ["leader killed", () => stable.leader()?.kill()],
  ];

  const accepted = (): number =>
    stable.windows
      .flatMap(({ lines }) => lines)
      .filter(
        ([what, , type, answer]) =>
          what === "decided" && type === "download.request" && answer === "accepted",
      ).length;

  while (accepted() < downloads) {
    const [what, perform] = random.oneOf(actions);
    const isFull = what === "requested" && (await unfinished(stable)).length >= MAX_UNFINISHED;
    if (!isFull) {
      await perform();
      done.push(what);
    }
    while (stable.open().length < WINDOWS) await stable.openWindow();
    await delay(random.upTo(PAUSE_MS));
  }
  // Every run kills both at least once.
  if (stable.ollama.kills === 0) stable.ollama.kill();
  await stable.leader()?.kill();
  await stable.openWindow();
  const isOver = await finishAll(stable);
  const report = await judge(stable, isOver);
  await stable.close();
  return { wrong: report.wrong, figures: { actions: tally(done), ...report.figures } };
}

type RandomAction = readonly [what: string, perform: () => unknown];

const stateOf = async (stable: Stable): Promise<readonly DownloadState[]> =>
  (await stable.open()[0]?.state())?.downloads ?? [];

const unfinished = async (stable: Stable): Promise<readonly DownloadState[]> =>
  (await stateOf(stable)).filter((one) => !hasEnded(one));

/** Resumes paused downloads and retries failed ones until all are finished; resolves with whether they are. */
async function finishAll(stable: Stable): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const [window] = stable.open();
    for (const { id, situation } of await stateOf(stable)) {
      if (situation === "failed") window?.tell("retry", id);
      if (situation === "paused") window?.tell("resume", id);
    }
    await until(
      async () => (await unfinished(stable)).every(({ situation }) => situation === "paused"),
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
  const warned = stable.windows.flatMap(({ lines }) => lines.filter(([what]) => what === "warned"));
  const leaks = await leaksOf(stable);
  return {
    wrong: [
      ...(isOver
        ? []
        : [`some downloads never complete: ${tally(states.map(({ situation }) => situation))}`]),
      ...stable.overlaps(),
      ...history.wrong,
      ...missing.map((model) => `${model} was reported as downloaded, but is not installed`),
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

/** The resources that the leader still holds at the end, beyond those of a new leader. */
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

/** Longer than the time for which idle connections are kept open. */
const SETTLE_MS = 6_000;
let asked = 0;

async function resourcesOf(window: WindowProcess | undefined): Promise<readonly string[]> {
  if (!window) return [];
  await delay(SETTLE_MS);
  const number = `r${++asked}`;
  window.tell("resources", number);
  const reply = () => window.lines.find(([what, about]) => what === "resources" && about === number);
  await until(() => reply() !== undefined, 5_000);
  return reply()?.[2]?.split(",") ?? [];
}
