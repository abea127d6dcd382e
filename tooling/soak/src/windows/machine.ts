import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  manyModels,
  openRegistry,
  openSimulator,
  registryModel,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { openPullLog, type PullLog } from "./pull-log.ts";
import { openWindowProcess, type DownloadState, type WindowProcess } from "./window-process.ts";
import { until } from "../wait.ts";

/** A machine with one Ollama, one history, and windows that come and go. */
export interface Machine {
  readonly folder: string;
  readonly ollama: Simulator;
  readonly registry: Registry;
  readonly pulls: PullLog;
  /** Models that can be pulled, by the names that a person would enter. */
  readonly pullable: readonly [string, ...string[]];
  /** All that were ever opened. */
  readonly windows: readonly WindowProcess[];
  /** Those that are open, suspended or not. */
  open(): readonly WindowProcess[];
  openWindow(): Promise<WindowProcess>;
  leader(): WindowProcess | undefined;
  /** How often each route was asked; those of the registry too. */
  requests(): Readonly<Record<string, number>>;
  /** Waits until all windows show the same, nothing is going on, and nothing is asked any more. */
  untilQuiet(patienceMs?: number): Promise<boolean>;
  close(): Promise<void>;
}

const MODELS = 30;
const MODEL_BYTES = 1_200_000;
const BYTES_PER_SECOND = 2_400_000;
const QUIET_MS = 250;

/** Sets up a machine on which no window is open. */
export async function openMachine(): Promise<Machine> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const folder = join(temporary.path, "history");
  const names = Array.from({ length: MODELS }, (_, index) => `soak/pony-${index}`);
  const models = names.map((name) => registryModel(name, { downloadBytes: MODEL_BYTES }));
  const registry = await openRegistry({ models, bytesPerSecond: BYTES_PER_SECOND });
  const pulls = openPullLog();
  const ollama = await openSimulator({ models: manyModels(4), onAnswered: (request) => pulls.note(request) });
  const windows: WindowProcess[] = [];
  const [first = "", ...others] = names.map((name) => `${registry.host}/${name}`);

  const open = (): readonly WindowProcess[] => windows.filter(({ isAlive }) => isAlive);
  const isQuiet = async (): Promise<boolean> => {
    const states = await Promise.all(open().map((window) => window.state()));
    const [one] = states;
    return states.every(
      ({ facts, readings, isBusy, downloads }) =>
        facts === one?.facts && readings === one.readings && !isBusy && downloads.every(hasEnded),
    );
  };

  return {
    folder,
    ollama,
    registry,
    pulls,
    pullable: [first, ...others],
    windows,
    open,
    leader: () => windows.find(({ isLeader }) => isLeader),
    async openWindow() {
      const window = await openWindowProcess(`w${windows.length}`, folder, `127.0.0.1:${ollama.port}`);
      windows.push(window);
      return window;
    },
    requests: () => ({
      ...Object.fromEntries(ollama.requests),
      "a manifest of the registry": registry.requestCount("GET manifest"),
    }),
    async untilQuiet(patienceMs = 30_000) {
      let [count, sinceMs] = [-1, 0];
      return until(async () => {
        const [now, isSo] = [ollama.requestCount(), await isQuiet()];
        if (now !== count || !isSo) [count, sinceMs] = [now, performance.now()];
        return performance.now() - sinceMs > QUIET_MS;
      }, patienceMs);
    },
    async close() {
      await Promise.all(open().map((window) => window.kill()));
      await ollama.close();
      await registry.close();
      temporary.remove();
    },
  };
}

/** Whether nothing more will become of a download. */
export const hasEnded = ({ situation }: DownloadState): boolean =>
  ["completed", "failed", "cancelled"].includes(situation);
