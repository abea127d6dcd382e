import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { installStandIn } from "@paddock/test-fixtures";

/** An Ollama process that is restarted whenever it ends, as systemd does. */
export interface SupervisedOllama {
  /** How often it has been killed, and how often it has died by itself. */
  readonly kills: number;
  readonly deaths: number;
  kill(): void;
  close(): Promise<void>;
}

/** Stands for the three seconds in Ollama's systemd unit; shorter, because all time in this soak is. */
const RESTART_AFTER_MS = 200;

/** Installs the stand-in in a folder, starts it, and restarts it whenever it ends. */
export function superviseOllama(
  folder: string,
  environment: Readonly<Record<string, string>>,
): SupervisedOllama {
  const executable = installStandIn(folder);
  let [kills, deaths] = [0, 0];
  let isClosed = false;
  let isKilled = false;
  let child = serve();

  function serve(): ChildProcess {
    const started = spawn(executable, ["serve"], {
      stdio: "ignore",
      env: { ...process.env, ...environment },
    });
    started.once("exit", () => void restart());
    return started;
  }

  async function restart(): Promise<void> {
    if (isClosed) return;
    if (!isKilled) deaths += 1;
    isKilled = false;
    await delay(RESTART_AFTER_MS);
    if (!isClosed) child = serve();
  }

  return {
    get kills() {
      return kills;
    },
    get deaths() {
      return deaths;
    },
    kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      kills += 1;
      isKilled = true;
      child.kill("SIGKILL");
    },
    close: () =>
      new Promise((resolve) => {
        isClosed = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}
