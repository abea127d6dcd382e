import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { plural, grouped } from "../ui/text/format.view.ts";
import { FILE_KINDS, requestsText, rowsToExport } from "./requests-file.ts";

/** Writes the requests that the Activity tab has into a file that the person chooses. */
export async function exportRequests(
  { show, servedRequests }: Pick<ActionContext, "show" | "servedRequests">,
  { withChecks }: { readonly withChecks: boolean },
): Promise<ActionAnswer> {
  const rows = rowsToExport(servedRequests(), withChecks);
  if (rows.length === 0) return refused({ reason: "no-requests" });
  const saved = await show.save({
    title: l10n.t("Export Requests"),
    name: "ollama-requests",
    kinds: FILE_KINDS,
    textOf: (kind) => requestsText(rows, kind),
  });
  if (saved.kind === "cancelled") return refused({ reason: "declined" });
  if (saved.kind === "failed") return refused({ reason: "file-unwritable", detail: saved.detail });
  show.mention(
    plural(rows.length, {
      one: l10n.t("Wrote 1 row to {0}", saved.path),
      other: l10n.t("Wrote {0} rows to {1}", grouped(rows.length), saved.path),
    }),
  );
  return done();
}
