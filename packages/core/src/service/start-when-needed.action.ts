import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import { mayStartByItself } from "./auto-start.ts";
import { startService } from "./control-service.action.ts";
import { firstLook } from "./first-look.action.ts";

/** Whether an action that needs the service would start it, as the person wants. */
export const isStartedWhenNeeded = async (context: ActionContext): Promise<boolean> =>
  context.settings.read().autoStart === "whenNeeded" &&
  mayStartByItself(hostFacts(await firstLook(context)).service);

/**
 * Starts the service for an action that needs it, if the person wants that; resolves when it answers, or cannot be
 * started: then the action says that Ollama is not running.
 */
export async function startWhenNeeded(context: ActionContext): Promise<void> {
  if (!(await isStartedWhenNeeded(context))) return;
  context.show.mention(l10n.t("Starting Ollama first."));
  await startAndWait(context);
}

/** Starts the service when the editor starts, if the person wants that and it is known to be stopped. */
export async function startOnStartup(context: ActionContext): Promise<void> {
  if (context.settings.read().autoStart !== "onStartup") return;
  if (mayStartByItself(hostFacts(await firstLook(context)).service)) await startAndWait(context);
}

async function startAndWait(context: ActionContext): Promise<void> {
  const answer = await startService(context);
  if (answer.accepted) await answer.completed;
}
