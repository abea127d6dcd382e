import * as l10n from "@vscode/l10n";
import { done, type ActionAnswer, type ActionContext } from "./action.ts";

/** Copies a text to the clipboard, and reports it. */
export async function copyText({ show }: Pick<ActionContext, "show">, text: string): Promise<ActionAnswer> {
  await show.copy(text);
  show.mention(l10n.t("Copied {0}", text));
  return done();
}
