import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import { mayStartByItself } from "./auto-start.ts";
import { startService } from "./control-service.action.ts";
import { firstLook } from "./first-look.action.ts";

/**
 * Starts the service for an action that needs it, if the person wants that; resolves when it answers, or cannot be
 * started: then the action says that Ollama is not running.
 */
export async function startWhenNeeded(context: ActionContext): Promise<void> {
  if (context.settings.read().autoStart !== "whenNeeded") return;
  if (!mayStartByItself(hostFacts(await firstLook(context)).service)) return;
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
