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
import { hasEnded } from "./download-state.ts";
import { unrestOf } from "./unrest.ts";
import { openWindowProcess, type WindowProcess } from "./window-process.ts";
import { until } from "../wait.ts";

/** A machine with one Ollama, one history, and any number of windows. */
export interface Machine {
  readonly folder: string;
  readonly ollama: Simulator;
  readonly registry: Registry;
  readonly pulls: PullLog;
  /** The names of models that can be pulled. */
  readonly pullable: readonly [string, ...string[]];
  /** All windows, including closed ones. */
  readonly windows: readonly WindowProcess[];
  /** The open windows, including suspended ones. */
  open(): readonly WindowProcess[];
  openWindow(): Promise<WindowProcess>;
  leader(): WindowProcess | undefined;
  /** The number of requests for each route, including those to the registry. */
  requests(): Readonly<Record<string, number>>;
  /** Waits until all windows show the same state, no work is in progress, and no requests are sent. */
  untilQuiet(timeoutMs?: number): Promise<boolean>;
  /** What keeps the windows from being quiet. */
  unrest(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const MODELS = 30;
const MODEL_BYTES = 1_200_000;
const BYTES_PER_SECOND = 2_400_000;
const QUIET_MS = 250;

/** Opens a machine without windows. */
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
    async untilQuiet(timeoutMs = 30_000) {
      let [count, sinceMs] = [-1, 0];
      return until(async () => {
        const [now, isQuietNow] = [ollama.requestCount(), await isQuiet()];
        if (now !== count || !isQuietNow) [count, sinceMs] = [now, performance.now()];
        return performance.now() - sinceMs > QUIET_MS;
      }, timeoutMs);
    },
    unrest: () => unrestOf(open()),
    async close() {
      await Promise.all(open().map((window) => window.kill()));
      await ollama.close();
      await registry.close();
      temporary.remove();
    },
  };
}
