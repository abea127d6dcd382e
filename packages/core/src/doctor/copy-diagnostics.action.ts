import * as l10n from "@vscode/l10n";
import { redactorFor } from "../report/redactor-for.action.ts";
import { done, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Copies what the doctor finds for an issue, without secrets, paths and names of the person. */
export async function copyDiagnostics(context: ActionContext): Promise<ActionAnswer> {
  const { doctor, report, show } = context;
  const [lines, { paddock, editor, machine, known }] = await Promise.all([
    doctor.diagnose(),
    report.gather(),
  ]);
  const text = [paddock, editor, machine, "", ...lines].join("\n");
  await show.copy(redactorFor(context, known).text(text));
  show.mention(l10n.t("Copied the diagnostics, without secrets, paths and names"));
  return done();
}
