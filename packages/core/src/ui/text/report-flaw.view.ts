import * as l10n from "@vscode/l10n";
import type { ReportFlaw } from "../../report/report-flaw.ts";

/** Says why a file cannot be opened as a report, and what to do instead. */
export function describeReportFlaw(flaw: ReportFlaw): string {
  switch (flaw.kind) {
    case "too-large":
      return l10n.t("This file is too large for a report. Choose a file that Paddock has saved.");
    case "not-a-report":
      return l10n.t(
        "This file is not a report of Paddock. Choose a file that was saved with “Report Problem”.",
      );
    case "newer":
      return l10n.t("A newer version of Paddock made this report. Update Paddock to open it.");
    case "damaged":
      return l10n.t(
        "This report cannot be read: “{0}” is missing or was changed. Ask for the report as it was saved.",
        flaw.where,
      );
    case "unreadable":
      return l10n.t("The file could not be read: {0}. Choose another file.", flaw.detail);
  }
}
