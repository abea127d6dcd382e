import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { openReport } from "../../report/open-report.action.ts";
import { reportProblem } from "../../report/report-problem.action.ts";
import { action } from "../action.ts";
import { title } from "../menus.ts";

/** Actions on reports of problems. */
export const REPORT_ACTIONS = {
  "report.make": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Report Problem…"),
    icon: "report",
    doors: { palette: "paddock.reportProblem", page: true },
    menus: [title("service", "3_look@3")],
    run: (context) => reportProblem(context),
  }),
  "report.open": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open Report…"),
    icon: "folder-opened",
    doors: { palette: "paddock.openReport", page: true },
    run: openReport,
  }),
};
