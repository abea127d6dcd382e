import type { Report } from "../report.ts";
import { openMachine, type Machine } from "./machine.ts";
import type { WindowProcess } from "./window-process.ts";
import { until } from "../wait.ts";

/** While a view is visible, the loaded models are polled this often, and two other routes less often. */
const POLL_EVERY_MS = 10_000;

type Requests = Readonly<Record<string, number>>;
type Asked = { readonly requests: Requests; readonly tookMs: number; readonly wrong: readonly string[] };

/** Compares the requests of one window and of many for the same commands; then counts those of a change of leader. */
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

  const byClock = Math.ceil((many.tookMs + one.tookMs) / POLL_EVERY_MS) - 1;
  const differences = Object.keys({ ...one.requests, ...many.requests }).flatMap((route) => {
    const [with1 = 0, withMany = 0] = [one.requests[route], many.requests[route]];
    return Math.abs(withMany - with1) > byClock ? [`${route}: ${withMany} times instead of ${with1}`] : [];
  });
  return {
    wrong: [...one.wrong, ...many.wrong, ...idle.wrong, ...downloading.wrong, ...differences],
    figures: {
      "requests with one window": inWords(one.requests),
      [`requests with ${count} windows`]: inWords(many.requests),
      "requests of a change of leader": inWords(idle.requests),
      "requests of a change of leader during a download": inWords(downloading.requests),
    },
  };
}

/** Sends every kind of command, each in another window, while all windows have a visible view. */
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
      .flatMap(({ lines }) =>
        lines.filter(([what, , , answer]) => what === "decided" && answer !== "accepted"),
      );
    return [...wrong, ...refused.map((words) => words.join(" "))];
  });
}

/** Kills the leader, and counts the requests of its successor. */
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
    return complaints(machine, `a change of leader${isDownloading ? " during a download" : ""}`);
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
  until(() => window?.lines.some(([what, which]) => what === "decided" && which === about) ?? false, 10_000);

const complaints = async (machine: Machine, after: string): Promise<readonly string[]> =>
  (await machine.untilQuiet())
    ? []
    : [`after ${after} the requests do not stop, or the windows show different states`];

const inWords = (requests: Requests): string =>
  Object.entries(requests)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([route, times]) => `${route} ${times}`)
    .join(", ");
