import { identify } from "@paddock/core/adapters";
import { startOnStartup, type ActionContext } from "@paddock/core/actions";

const STARTED_IN = "autoStartedIn";

/**
 * Starts Ollama when VS Code starts, if the settings say so: once for each VS Code, not for each window or reload. Never
 * rejects.
 */
export async function startWithEditor(context: ActionContext, memory: Memory): Promise<void> {
  try {
    if (context.settings.read().autoStart !== "onStartup") return;
    if (await isFirstSinceStart(memory)) await startOnStartup(context);
  } catch (error) {
    context.logger.warn(`Ollama could not be started with VS Code: ${String(error)}`);
  }
}

/** The part of VS Code's `Memento` that is used here. */
type Memory = {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
};

/** All extension hosts of a VS Code, before and after a reload, have the same parent process. */
export async function isFirstSinceStart(memory: Memory): Promise<boolean> {
  const parent = await identify(process.ppid).catch(() => undefined); // then by the pid alone
  const editor = `${process.ppid} ${parent?.startedAt ?? ""}`;
  if (memory.get(STARTED_IN) === editor) return false;
  await memory.update(STARTED_IN, editor);
  return true;
}
