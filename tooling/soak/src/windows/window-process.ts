import { startChild, type Child, type Words } from "../child.ts";
import type { DownloadState } from "./download-state.ts";

/** A window that runs in a process of its own. */
export interface WindowProcess {
  readonly name: string;
  readonly lines: readonly Words[];
  /** Whether it is the leader, according to its output. */
  readonly isLeader: boolean;
  readonly isAlive: boolean;
  /** Whether it is suspended, from outside or in the middle of a write. */
  readonly isStopped: boolean;
  /** When it was killed, by the monotonic clock that all processes share. */
  readonly killedAtNs: bigint | undefined;
  tell(...words: readonly (string | number)[]): void;
  /** Queries its state; does not resolve while it is suspended. */
  state(): Promise<WindowState>;
  /** All of its state as canonical JSON. */
  whole(): Promise<string>;
  stop(): void;
  resume(): void;
  kill(): Promise<void>;
  /** Closes it normally. */
  close(): Promise<void>;
}

/** The state of a window in a form that can be compared. */
export type WindowState = {
  readonly facts: string;
  readonly readings: string;
  readonly service: string;
  readonly isBusy: boolean;
  readonly downloads: readonly DownloadState[];
};

let asked = 0;

/** Starts a window on a history and an Ollama, and waits until it is open. */
export async function openWindowProcess(
  name: string,
  folder: string,
  host: string,
  /** How many times faster than real time its clock runs. */
  speed = 1,
): Promise<WindowProcess> {
  const child = startChild(new URL("window.ts", import.meta.url), folder, host, String(speed));
  await child.waitForLine(([what]) => what === "opened");
  return windowOf(name, child);
}

function windowOf(name: string, child: Child): WindowProcess {
  let isStopped = false;
  let isAlive = true;
  let killedAtNs: bigint | undefined;
  let stops = 0;
  void child.ended.then(() => (isAlive = false));
  const stopsInWrites = (): number => child.lines.filter(([what]) => what === "stops").length;

  return {
    name,
    lines: child.lines,
    get isLeader() {
      const last = child.lines.findLast(([what]) => what === "leader");
      return isAlive && killedAtNs === undefined && last?.[1] === "on";
    },
    get isAlive() {
      return isAlive && killedAtNs === undefined;
    },
    get isStopped() {
      return isStopped || stopsInWrites() > stops;
    },
    get killedAtNs() {
      return killedAtNs;
    },
    tell: (...words) => child.tell(...words),
    async state() {
      const number = String(++asked);
      child.tell("state", number);
      const [, , facts = "", readings = "", service = "", busy = "", downloads = ""] =
        await child.waitForLine(([what, about]) => what === "state" && about === number);
      const situations = downloads.replace("downloads:", "").split(",");
      return {
        facts,
        readings,
        service,
        isBusy: busy === "busy",
        downloads: situations
          .filter((one) => one !== "")
          .map((one) => {
            const [id = "", situation = ""] = one.split("=");
            return { id, situation };
          }),
      };
    },
    async whole() {
      const number = String(++asked);
      child.tell("whole", number);
      const words = await child.waitForLine(([what, about]) => what === "whole" && about === number);
      return words.slice(2).join(" ");
    },
    stop() {
      isStopped = true;
      child.signal("SIGSTOP");
    },
    resume() {
      isStopped = false;
      stops = stopsInWrites();
      child.signal("SIGCONT");
    },
    async kill() {
      killedAtNs = process.hrtime.bigint();
      await child.kill();
    },
    async close() {
      child.tell("close");
      await child.ended;
    },
  };
}
