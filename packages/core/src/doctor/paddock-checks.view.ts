import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { describeDiffering, restartWithThese } from "../environment/differing.view.ts";
import { describeEnvironmentProblem } from "../environment/environment-problems.view.ts";
import { openEnvironmentSetting } from "../service/service-actions.view.ts";
import { describeStale } from "../service/service.view.ts";
import { actionOf } from "../ui/actions.ts";
import { grouped, plural, remarks, sentences } from "../ui/text/format.view.ts";
import { describeStoreFailure } from "../ui/text/store-failure.view.ts";
import { knownWindows } from "../windows/windows.ts";
import { fine, fixBy, type Check } from "./check.view.ts";

/** Whether the variables in the settings are right, and are those with which our service runs. */
export const hasGoodVariables: Check = ({ state }) => {
  const { environmentChecked, environmentDiffers } = hostFacts(state);
  const problems = environmentChecked?.problems ?? [];
  if (problems.length > 0)
    return [
      {
        cause: "bad-variables",
        finding: l10n.t("A variable in the settings is not right."),
        evidence: sentences(...problems.map(describeEnvironmentProblem)),
        ...fixBy(state, openEnvironmentSetting()),
      },
    ];
  if (!environmentDiffers) return [];
  return [
    {
      cause: "variables-not-used",
      finding: l10n.t("Ollama does not yet run with the variables in the settings."),
      evidence: describeDiffering(environmentDiffers.names),
      ...fixBy(state, restartWithThese(environmentDiffers.names)),
    },
  ];
};

/** Whether Paddock itself is sound: its history, and the window that manages Ollama. */
export const isPaddockSound: Check = ({ state }) => {
  const { local, facts, readings } = state;
  const ownLog = actionOf({ type: "service.show-log" });
  if (local.isOutdated)
    return [
      {
        cause: "newer-paddock",
        finding: l10n.t("A newer Paddock is at work in another window."),
        evidence: describeStale(local),
        ...fixBy(state, actionOf({ type: "window.reload" })),
      },
    ];
  if (local.isLeaderSilent)
    return [
      {
        cause: "leader-silent",
        finding: l10n.t("The window that manages Ollama does not respond."),
        evidence: sentences(
          describeStale(local),
          l10n.t("Close that window, or wait: another one then takes over by itself."),
        ),
      },
    ];
  if (facts.history.kind === "unkept")
    return [
      {
        cause: "history-unkept",
        finding: l10n.t("Paddock cannot save its history."),
        evidence: describeStoreFailure(facts.history.failure),
        ...fixBy(state, ownLog, actionOf({ type: "report.make" })),
      },
    ];
  const count = knownWindows(readings.windows).length;
  return fine(
    l10n.t("Paddock's history is sound"),
    remarks(
      plural(count, {
        one: l10n.t("{0} window", grouped(count)),
        other: l10n.t("{0} windows", grouped(count)),
      }),
      local.isLeader ? l10n.t("this one manages Ollama") : l10n.t("another one manages Ollama"),
    ),
  );
};
