import { setTimeout as delay } from "node:timers/promises";
import { argumentsOf, environmentOf, listProcesses } from "@paddock/vscode-harness";

/** An argument and an environment variable that together identify our processes. */
type Mark = { readonly argument: string; readonly variable: string };

/** Ends the processes with this mark, first with SIGTERM and then with SIGKILL. Does nothing except on Linux. */
export async function endProcesses(mark: Mark, graceMs = 3_000): Promise<void> {
  if (process.platform !== "linux") return;
  const untilMs = Date.now() + graceMs;
  for (const pid of markedProcesses(mark)) signal(pid, "SIGTERM");
  while (markedProcesses(mark).length > 0 && Date.now() < untilMs) await delay(50);
  for (const pid of markedProcesses(mark)) signal(pid, "SIGKILL");
}

/** The processes with this mark that have not ended. */
function markedProcesses({ argument, variable }: Mark): readonly number[] {
  return listProcesses()
    .filter(({ isZombie }) => !isZombie)
    .map(({ pid }) => pid)
    .filter((pid) => argumentsOf(pid).includes(argument) && environmentOf(pid).includes(variable));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended in the meantime
  }
}
