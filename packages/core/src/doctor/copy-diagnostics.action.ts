import * as l10n from "@vscode/l10n";
import { redact } from "../report/redact.ts";
import { wordsToHide } from "../report/report-problem.action.ts";
import { wordsInState } from "../report/words-in-state.action.ts";
import { done, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Copies what the doctor finds for an issue, without secrets, paths and names of the person. */
export async function copyDiagnostics(context: ActionContext): Promise<ActionAnswer> {
  const { app, doctor, report, show } = context;
  const [lines, { paddock, editor, machine, known }] = await Promise.all([
    doctor.diagnose(),
    report.gather(),
  ]);
  const text = [paddock, editor, machine, "", ...lines].join("\n");
  await show.copy(redact(text, wordsInState(app.state(), wordsToHide(context, known))));
  show.mention(l10n.t("Copied the diagnostics, without secrets, paths and names"));
  return done();
}
