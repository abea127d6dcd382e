import { decide, type App, type AppCommand } from "@paddock/core";
import { newDownloadId, parsePublicCommand, type PublicCommand } from "@paddock/core/adapters";
import { describeRefusal } from "@paddock/core/views";
import * as vscode from "vscode";
import type { PaddockAnswer } from "../api.ts";
import { confirmDelete } from "../prompts/confirm-delete.ts";
import { lookFor } from "../actions/ensure-models.ts";
import type { OllamaFiles } from "../actions/model-files.ts";

/** Does what another extension asks for, and answers it; what it sends is parsed like anything from outside. */
export function createPublicDispatch(
  app: Pick<App, "dispatch" | "recorded$" | "state">,
  files: OllamaFiles,
): (command: unknown) => Promise<PaddockAnswer> {
  return async (said) => {
    const parsed = parsePublicCommand(said);
    if ("problem" in parsed)
      return refused(
        "bad-command",
        vscode.l10n.t("This is not a valid Paddock command: {0}", parsed.problem),
      );
    const { command } = parsed;
    if ("model" in command && command.type !== "download.request") await lookFor(app, command.model);
    const early = decide(app.state(), toAppCommand(command));
    if (!early.accepted) return refused(early.refusal.reason, describeRefusal(early.refusal));
    if (command.type === "model.delete" && !(await confirmDelete(app.state(), command.model, files)))
      return refused("declined", vscode.l10n.t("The user declined."));
    const decision = await app.dispatch(toAppCommand(command));
    if (decision.accepted) return { accepted: true };
    return refused(decision.refusal.reason, describeRefusal(decision.refusal));
  };
}

const refused = (reason: string, message: string): PaddockAnswer => ({ accepted: false, reason, message });

function toAppCommand(command: PublicCommand): AppCommand {
  return command.type === "download.request" ? { ...command, id: newDownloadId() } : command;
}
