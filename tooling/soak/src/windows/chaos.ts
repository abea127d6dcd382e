import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../random.ts";
import { spread, tally, type Report } from "../report.ts";
import { auditHistory } from "./history-audit.ts";
import { gapsMsOf, leaderTermsOf, overlapsOf } from "./leader-records.ts";
import { openMachine, type Machine } from "./machine.ts";
import { expectedRequests } from "./request-bounds.ts";
import type { WindowProcess } from "./window-process.ts";

/** How many windows, for how many milliseconds, and the random numbers that decide what happens to them. */
export type ChaosOptions = { readonly windows: number; readonly ms: number; readonly random: Random };

const PAUSE_MS = 120;
const LONGEST_STOP_MS = 2_500;
/** A new leader must be elected within this time if enough other windows are awake. */
const ELECTION_MS = 1_000;
const AWAKE_AT_LEAST = 2;

/** Opens, closes, kills and suspends windows while they get random commands. */
export async function runChaos({ windows, ms, random }: ChaosOptions): Promise<Report> {
  const machine = await openMachine();
  for (let index = 0; index < windows; index++) await machine.openWindow();
  const replaceable = new Set<string>();
  const done: string[] = [];
  const orders = ordersOf(machine, random);
  const timers = new Set<NodeJS.Timeout>();

  const awake = (): readonly WindowProcess[] => machine.open().filter(({ isStopped }) => !isStopped);
  const any = (from: readonly WindowProcess[]): WindowProcess | undefined => from[random.upTo(from.length)];
  const later = (work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, random.upTo(LONGEST_STOP_MS));
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
      replaceable.add(window.name);
    await window.kill();
  };
  let looks = 0;
  const order: RandomAction = [
    "an order",
    () => {
      const words = random.oneOf(orders)();
      if (words[0] === "look" && words[1] === "yes") looks += 1;
      any(awake())?.tell(...words);
    },
  ];
  const actions: readonly [RandomAction, ...RandomAction[]] = [
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
    const [what, perform] = random.oneOf(actions);
    await perform();
    done.push(what);
    while (machine.open().length < windows) await machine.openWindow();
    await delay(random.upTo(PAUSE_MS));
  }
  for (const timer of timers) clearTimeout(timer);
  for (const window of machine.open()) window.resume();
  const isQuiet = await machine.untilQuiet(60_000);
  const report = await judge(machine, { ms, replaceable, isQuiet, looks });
  await machine.close();
  return { wrong: report.wrong, figures: { actions: tally(done), ...report.figures } };
}

type RandomAction = readonly [what: string, perform: () => unknown];
type Order = () => readonly string[];

function ordersOf(machine: Machine, random: Random): readonly [Order, ...Order[]] {
  const { pullable, ollama } = machine;
  let number = 0;
  const installed = (): string => ollama.models[random.upTo(ollama.models.length)]?.name ?? "";
  const named = (what: string, ...more: readonly string[]): readonly string[] => [
    what,
    `n${++number}`,
    ...more,
  ];
  const downloads: string[] = [];
  const download: Order = () => {
    const order = named("download", random.oneOf(pullable));
    downloads.push(order[1] ?? "");
    return order;
  };
  return [
    download,
    download,
    () => ["cancel", downloads.at(-1 - random.upTo(3)) ?? "none"],
    () => named("test"),
    () => named("load", installed()),
    () => named("unload", installed()),
    () => named("describe", installed()),
    () => named("refresh"),
    () => ["look", random.percent(60) ? "yes" : "no"],
    () => (random.percent(30) ? named("delete", installed()) : named("refresh")),
  ];
}

type Outcome = {
  readonly ms: number;
  /** Leaders that were killed while others could take over. */
  readonly replaceable: ReadonlySet<string>;
  readonly isQuiet: boolean;
  readonly looks: number;
};

async function judge(machine: Machine, { ms, replaceable, isQuiet, looks }: Outcome): Promise<Report> {
  const { windows, pulls } = machine;
  const terms = leaderTermsOf(windows);
  const gapsMs = gapsMsOf(terms, (window) => replaceable.has(window));
  const saidBy = (what: string): readonly string[] =>
    windows.flatMap(({ name, lines }) =>
      lines.filter(([one]) => one === what).map((words) => `${name} ${words.join(" ")}`),
    );
  const [last] = machine.open();
  const shown = await last?.state();
  const history = auditHistory(machine.folder, saidBy("decided"), shown?.facts);
  const asked = expectedRequests(machine.requests(), { counts: history.counts, looks, ms });
  return {
    wrong: [
      ...(isQuiet ? [] : ["the windows do not come to rest", ...(await machine.unrest())]),
      ...overlapsOf(terms),
      ...gapsMs.filter((each) => each > ELECTION_MS).map((each) => `no leader for ${each.toFixed(0)} ms`),
      ...pulls.doubled().map((model) => `${model} was pulled twice at the same time`),
      ...saidBy("disordered"),
      ...saidBy("misunderstood"),
      ...history.wrong,
      ...asked.wrong,
    ],
    figures: {
      windows: windows.length,
      leaders: terms.length,
      "time until a new leader": spread(gapsMs),
      pulls: pulls.count,
      ...history.figures,
      ...asked.figures,
      "orders before a leader was there": saidBy("unready").length,
      warned: saidBy("warned").length,
    },
  };
}
