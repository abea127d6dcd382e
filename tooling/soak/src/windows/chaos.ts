import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "../random.ts";
import { spread, tally, type Report } from "../report.ts";
import { auditHistory } from "./history-audit.ts";
import { overlapsOf, reignsOf, vacanciesMsOf } from "./leader-records.ts";
import { openMachine, type Machine } from "./machine.ts";
import { expectedRequests } from "./request-bounds.ts";
import type { WindowProcess } from "./window-process.ts";

/** How many windows, for how many milliseconds, and the chance that decides what happens to them. */
export type ChaosOptions = { readonly windows: number; readonly ms: number; readonly chance: Chance };

const PAUSE_MS = 120;
const LONGEST_STOP_MS = 2_500;
/** A new leader is to be there within this, where others are awake that could be it. */
const VACANCY_MS = 1_000;
const AWAKE_AT_LEAST = 2;

/** Lets windows come, go, be killed and be suspended while all sorts of things are asked of them. */
export async function letChaosReign({ windows, ms, chance }: ChaosOptions): Promise<Report> {
  const machine = await openMachine();
  for (let index = 0; index < windows; index++) await machine.openWindow();
  const fairDeaths = new Set<string>();
  const done: string[] = [];
  const orders = ordersOf(machine, chance);
  const timers = new Set<NodeJS.Timeout>();

  const awake = (): readonly WindowProcess[] => machine.open().filter(({ isStopped }) => !isStopped);
  const any = (from: readonly WindowProcess[]): WindowProcess | undefined => from[chance.upTo(from.length)];
  const later = (work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, chance.upTo(LONGEST_STOP_MS));
    timers.add(timer);
  };

  const suspend = (window: WindowProcess | undefined): void => {
    if (!window) return;
    window.stop();
    later(() => window.isAlive && window.resume());
  };
  const suspendInWrite = (window: WindowProcess | undefined): void => {
    window?.tell("stop-in-write");
    window?.tell("refresh", "to-write-something");
    later(() => window?.isAlive && window.resume());
    later(() => window?.isAlive && window.isStopped && window.resume());
  };
  const kill = async (window: WindowProcess | undefined): Promise<void> => {
    if (!window) return;
    if (window.isLeader && awake().filter((one) => one !== window).length >= AWAKE_AT_LEAST)
      fairDeaths.add(window.name);
    await window.kill();
  };
  let looks = 0;
  const order: Deed = [
    "an order",
    () => {
      const words = chance.oneOf(orders)();
      if (words[0] === "look" && words[1] === "yes") looks += 1;
      any(awake())?.tell(...words);
    },
  ];
  const deeds: readonly [Deed, ...Deed[]] = [
    order,
    ...Array.from({ length: 11 }, () => order),
    ["suspended", () => suspend(any(awake()))],
    ["leader suspended", () => suspend(machine.leader())],
    ["suspended in a write", () => suspendInWrite(any(awake()))],
    ["leader killed", () => kill(machine.leader())],
    ["leader killed", () => kill(machine.leader())],
    ["killed", () => kill(any(machine.open()))],
    ["killed in a write", () => kill(machine.open().find(({ isStopped }) => isStopped))],
    ["closed", () => any(awake())?.close()],
  ];

  const endMs = performance.now() + ms;
  while (performance.now() < endMs) {
    const [what, deed] = chance.oneOf(deeds);
    await deed();
    done.push(what);
    while (machine.open().length < windows) await machine.openWindow();
    await delay(chance.upTo(PAUSE_MS));
  }
  for (const timer of timers) clearTimeout(timer);
  for (const window of machine.open()) window.resume();
  const isQuiet = await machine.untilQuiet(60_000);
  const report = await judge(machine, { ms, fairDeaths, isQuiet, looks });
  await machine.close();
  return { wrong: report.wrong, figures: { deeds: tally(done), ...report.figures } };
}

type Deed = readonly [what: string, deed: () => unknown];
type Order = () => readonly string[];

function ordersOf(machine: Machine, chance: Chance): readonly [Order, ...Order[]] {
  const { pullable, ollama } = machine;
  let number = 0;
  const installed = (): string => ollama.models[chance.upTo(ollama.models.length)]?.name ?? "";
  const named = (what: string, ...more: readonly string[]): readonly string[] => [
    what,
    `n${++number}`,
    ...more,
  ];
  const downloads: string[] = [];
  const download: Order = () => {
    const order = named("download", chance.oneOf(pullable));
    downloads.push(order[1] ?? "");
    return order;
  };
  return [
    download,
    download,
    () => ["cancel", downloads.at(-1 - chance.upTo(3)) ?? "none"],
    () => named("test"),
    () => named("load", installed()),
    () => named("unload", installed()),
    () => named("describe", installed()),
    () => named("refresh"),
    () => ["look", chance.percent(60) ? "yes" : "no"],
    () => (chance.percent(30) ? named("delete", installed()) : named("refresh")),
  ];
}

type Outcome = {
  readonly ms: number;
  /** Leaders that were killed while others could take over. */
  readonly fairDeaths: ReadonlySet<string>;
  readonly isQuiet: boolean;
  readonly looks: number;
};

async function judge(machine: Machine, { ms, fairDeaths, isQuiet, looks }: Outcome): Promise<Report> {
  const { windows, pulls } = machine;
  const reigns = reignsOf(windows);
  const vacanciesMs = vacanciesMsOf(reigns, (window) => fairDeaths.has(window));
  const saidBy = (what: string): readonly string[] =>
    windows.flatMap(({ name, said }) =>
      said.filter(([one]) => one === what).map((words) => `${name} ${words.join(" ")}`),
    );
  const [last] = machine.open();
  const shown = await last?.state();
  const history = auditHistory(machine.folder, saidBy("decided"), shown?.facts);
  const asked = expectedRequests(machine.requests(), { counts: history.counts, looks, ms });
  return {
    wrong: [
      ...(isQuiet ? [] : ["windows do not come to show the same, or something never ends"]),
      ...overlapsOf(reigns),
      ...vacanciesMs.filter((each) => each > VACANCY_MS).map((each) => `no leader for ${each.toFixed(0)} ms`),
      ...pulls.doubled().map((model) => `${model} was pulled twice at the same time`),
      ...saidBy("disordered"),
      ...saidBy("misunderstood"),
      ...history.wrong,
      ...asked.wrong,
    ],
    figures: {
      windows: windows.length,
      "leaders, one after the other": reigns.length,
      "a new leader after a death": spread(vacanciesMs),
      pulls: pulls.count,
      ...history.figures,
      ...asked.figures,
      warned: saidBy("warned").length,
    },
  };
}
