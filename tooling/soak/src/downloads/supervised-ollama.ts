import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { installStandIn } from "@paddock/test-fixtures";

/** An Ollama as a process, which comes back whenever it has ended, as one that systemd looks after does. */
export interface SupervisedOllama {
  /** How often it has been killed, and how often it has died by itself. */
  readonly kills: number;
  readonly deaths: number;
  kill(): void;
  close(): Promise<void>;
}

/** What a supervisor waits for before it starts a service again; systemd's three seconds, sped up like the rest. */
const RESTARTS_AFTER_MS = 200;

/** Starts the stand-in in a folder, and starts it again whenever it ends. */
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
    started.once("exit", () => void comeBack());
    return started;
  }

  async function comeBack(): Promise<void> {
    if (isClosed) return;
    if (!isKilled) deaths += 1;
    isKilled = false;
    await delay(RESTARTS_AFTER_MS);
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
