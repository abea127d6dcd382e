import * as l10n from "@vscode/l10n";
import { refused, done, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { grouped, plural } from "../ui/text/format.view.ts";
import { historyOf, parseReport } from "./report-file.action.ts";
import { errorText } from "../shared/error-text.ts";

/** Shows a report that the person chooses in the inspector, without touching Ollama. */
export async function openReport({ inspector, prompt, report, show }: ActionContext): Promise<ActionAnswer> {
  const path = await prompt.file(l10n.t("Open Report"));
  if (path === undefined) return refused({ reason: "declined" });
  const content = await contentOf(report, path);
  if ("detail" in content)
    return refused({ reason: "report-unopened", flaw: { kind: "unreadable", detail: content.detail } });
  const parsed = parseReport(content.text);
  if ("problem" in parsed) return refused({ reason: "report-unopened", flaw: parsed.problem });
  inspector.openReport({
    history: historyOf(parsed.report),
    atMs: parsed.report.madeAtMs,
    name: nameOf(path),
  });
  await show.page("inspector");
  if (parsed.unread > 0) show.mention(describeUnread(parsed.unread));
  return done();
}

const contentOf = (
  report: ActionContext["report"],
  path: string,
): Promise<{ readonly text: string } | { readonly detail: string }> =>
  report.read(path).then(
    (text) => ({ text }),
    (error: unknown) => ({ detail: errorText(error) }),
  );

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const describeUnread = (unread: number): string =>
  plural(unread, {
    one: l10n.t("1 event is left out, because this version of Paddock does not know it"),
    other: l10n.t(
      "{0} events are left out, because this version of Paddock does not know them",
      grouped(unread),
    ),
  });
