import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { exportRequests } from "../../activity/export-requests.action.ts";
import { action } from "../action.ts";

/** Actions on what Ollama was asked. */
export const ACTIVITY_ACTIONS = {
  "activity.export": action({
    about: "host",
    input: v.object({ withChecks: v.boolean() }),
    title: () => l10n.t("Export Requests…"),
    doors: { page: true },
    run: exportRequests,
  }),
};
