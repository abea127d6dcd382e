import * as l10n from "@vscode/l10n";
import { done, type ActionAnswer, type ActionContext } from "./action.ts";

/** Puts a text on the clipboard, and says so. */
export async function copyText({ show }: Pick<ActionContext, "show">, text: string): Promise<ActionAnswer> {
  await show.copy(text);
  show.mention(l10n.t("Copied {0}", text));
  return done();
}
