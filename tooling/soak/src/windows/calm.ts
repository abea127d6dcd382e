import type { Report } from "../report.ts";
import { openMachine, type Machine } from "./machine.ts";
import type { WindowProcess } from "./window-process.ts";
import { until } from "../wait.ts";

/** While somebody looks, what is loaded is asked for this often, and two other things less often. */
const ASKS_EVERY_MS = 10_000;

type Requests = Readonly<Record<string, number>>;
type Asked = { readonly requests: Requests; readonly tookMs: number; readonly wrong: readonly string[] };

/** Does the same things with one window and with many, and counts what is asked; then what a change of leader costs. */
export async function compareWithOne(count: number): Promise<Report> {
  const alone = await openMachine();
  await alone.openWindow();
  const one = await doEverything(alone);
  await alone.close();

  const machine = await openMachine();
  for (let index = 0; index < count; index++) await machine.openWindow();
  const many = await doEverything(machine);
  const idle = await costOfChange(machine, false);
  const downloading = await costOfChange(machine, true);
  await machine.close();

  const byClock = Math.ceil((many.tookMs + one.tookMs) / ASKS_EVERY_MS) - 1;
  const differences = Object.keys({ ...one.requests, ...many.requests }).flatMap((route) => {
    const [with1 = 0, withMany = 0] = [one.requests[route], many.requests[route]];
    return Math.abs(withMany - with1) > byClock ? [`${route}: ${withMany} times instead of ${with1}`] : [];
  });
  return {
    wrong: [...one.wrong, ...many.wrong, ...idle.wrong, ...downloading.wrong, ...differences],
    figures: {
      "asked with one window": inWords(one.requests),
      [`asked with ${count} windows`]: inWords(many.requests),
      "a change of leader asks": inWords(idle.requests),
      "a change of leader in mid-download asks": inWords(downloading.requests),
    },
  };
}

/** Everything that a person can do, each thing in another window, while all windows are looked at. */
async function doEverything(machine: Machine): Promise<Asked> {
  const { pullable, ollama } = machine;
  const [loaded = ""] = ollama.models.map(({ name }) => name);
  const orders: readonly (readonly string[])[] = [
    ["download", "calm-1", pullable[0]],
    ["test", "calm-2"],
    ["load", "calm-3", loaded],
    ["unload", "calm-4", loaded],
    ["describe", "calm-5", loaded],
    ["refresh", "calm-6"],
    ["delete", "calm-7", pullable[0]],
  ];
  await untilRunning(machine);
  return counted(machine, async () => {
    for (const window of machine.open()) window.tell("look", "yes");
    const wrong = [...(await complaints(machine, "look"))];
    for (const [index, order] of orders.entries()) {
      const window = machine.open()[index % machine.open().length];
      window?.tell(...order);
      await decided(window, order[1] ?? "");
      wrong.push(...(await complaints(machine, order.join(" "))));
    }
    const refused = machine
      .open()
      .flatMap(({ said }) =>
        said.filter(([what, , , answer]) => what === "decided" && answer !== "accepted"),
      );
    return [...wrong, ...refused.map((words) => words.join(" "))];
  });
}

/** Kills the leader, and counts what its successor asks. */
async function costOfChange(machine: Machine, isDownloading: boolean): Promise<Asked> {
  const id = "mid-1";
  if (isDownloading) {
    const [window] = machine.open();
    const before = machine.pulls.count;
    window?.tell("download", id, machine.pullable[1] ?? "");
    await decided(window, id);
    await until(() => machine.registry.openDownloads > 0 && machine.pulls.count === before, 10_000);
  }
  return counted(machine, async () => {
    await machine.leader()?.kill();
    await until(() => machine.leader() !== undefined, 10_000);
    return complaints(machine, `a change of leader${isDownloading ? " in mid-download" : ""}`);
  });
}

async function untilRunning(machine: Machine): Promise<void> {
  await until(async () => {
    const states = await Promise.all(machine.open().map((window) => window.state()));
    return states.every(({ service }) => service === "running");
  }, 20_000);
}

async function counted(machine: Machine, work: () => Promise<readonly string[]>): Promise<Asked> {
  const before = machine.requests();
  const beganMs = performance.now();
  const wrong = await work();
  const after = Object.entries(machine.requests());
  const requests = after.map(([route, times]): [string, number] => [route, times - (before[route] ?? 0)]);
  return {
    wrong,
    tookMs: performance.now() - beganMs,
    requests: Object.fromEntries(requests.filter(([, times]) => times > 0)),
  };
}

const decided = (window: WindowProcess | undefined, about: string): Promise<boolean> =>
  until(() => window?.said.some(([what, which]) => what === "decided" && which === about) ?? false, 10_000);

const complaints = async (machine: Machine, after: string): Promise<readonly string[]> =>
  (await machine.untilQuiet())
    ? []
    : [`after ${after} it does not become quiet, or windows show different things`];

const inWords = (requests: Requests): string =>
  Object.entries(requests)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([route, times]) => `${route} ${times}`)
    .join(", ");
