import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { isAbsolute } from "./move-models.ts";
import { describeMove } from "./move-models.view.ts";

/** Shows how to move the models to another folder, for the program that runs Ollama. Moves nothing. */
export async function moveModels(context: ActionContext): Promise<ActionAnswer> {
  const { app, files, prompt, show } = context;
  const folder = await files.folder();
  if (!folder) return refused({ reason: "folder-out-of-reach" });
  const from = folder.path;
  const to = await prompt.text({
    title: l10n.t("Move Models"),
    prompt: l10n.t("Enter the new folder. Paddock shows the steps and moves nothing by itself."),
    value: from,
    problem: (text) => problemOf(text.trim(), from),
  });
  if (to === undefined) return refused({ reason: "declined" });
  await show.document(describeMove({ from, to: to.trim(), owner: hostFacts(app.state()).service.owner }));
  return done();
}

function problemOf(to: string, from: string): string | undefined {
  if (!isAbsolute(to) || /\p{C}/u.test(to)) return l10n.t("Enter the whole path of a folder.");
  if (to === from) return l10n.t("The models are there already. Enter another folder.");
  return to.startsWith(`${from}/`) || to.startsWith(`${from}\\`)
    ? l10n.t("This folder is inside the old one. Enter another folder.")
    : undefined;
}
