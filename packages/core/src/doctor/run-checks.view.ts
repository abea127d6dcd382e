import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { isCrashLooping } from "../service/crash-loop.ts";
import { isElsewhere, processOf } from "../service/owner.ts";
import { describeRunBy } from "../service/owner.view.ts";
import { serverOfRun } from "../service/server-process.ts";
import { serviceActions } from "../service/service-actions.view.ts";
import { deathWords, describePlace, lastLogOutput, serviceWords } from "../service/service.view.ts";
import { endOf } from "../service/ends.ts";
import { tellingLine } from "../service/log-lines.ts";
import type { ServiceSituation } from "../service/service.ts";
import { isProcessFailure } from "../shared/failure.ts";
import { actionOf } from "../ui/actions.ts";
import { remarks, sentences } from "../ui/text/format.view.ts";
import type { Cause } from "./cause.ts";
import { fine, fixBy, unchecked, type Check, type Finding } from "./check.view.ts";
import { endFinding } from "./end-findings.view.ts";
import type { Evidence } from "./evidence.view.ts";

/** Whether Ollama runs, who runs it, and why not. */
export const runs: Check = (evidence) => {
  const { state } = evidence;
  const { service } = hostFacts(state);
  const { situation } = service;
  switch (situation.kind) {
    case "unknown":
    case "starting":
    case "stopping":
      return unchecked(l10n.t("Ollama runs"), serviceWords(state).remark);
    case "running":
      return fine(l10n.t("Ollama runs"), describeRunning(state));
    case "stopped":
    case "failed":
      return whyDown(evidence, situation);
    case "port-taken":
      return [situationFinding(state, "another-program", l10n.t("Another program uses Ollama's port."))];
    case "misconfigured":
      return [
        situationFinding(state, "bad-address", l10n.t("The address of Ollama in the settings is not valid.")),
      ];
    case "not-installed":
    case "not-answering":
    case "refused":
    case "unreachable":
      return []; // other checks are about these
  }
};

function describeRunning(state: AppState): string {
  const { service } = hostFacts(state);
  const pid = processOf(service.owner)?.pid ?? serverOfRun(service, hostReadings(state).located)?.pid;
  return remarks(
    describeRunBy(service.owner),
    pid === undefined ? "" : l10n.t("pid {0}", pid),
    describePlace(service),
  );
}

/** A finding in the words that all views have for the situation, with its first remedy. */
export function situationFinding(state: AppState, cause: Cause, finding: string): Finding {
  const { remark } = serviceWords(state);
  const remedies = serviceActions(state).filter(({ request }) => request.type !== "doctor.open");
  return {
    cause,
    finding,
    evidence: sentences(remark) || describePlace(hostFacts(state).service),
    ...fixBy(state, ...remedies, actionOf({ type: "service.choose-owner" })),
  };
}

type Down = Extract<ServiceSituation, { kind: "stopped" | "failed" }>;

/** What the log tells of its end, and the end itself: which of them is the cause is decided for all findings. */
function whyDown({ state, signs }: Evidence, situation: Down): readonly Finding[] {
  const told = signs.flatMap((sign) => endFinding(state, sign) ?? []).slice(0, 1);
  return [...told, ...(situation.kind === "failed" ? failed(state, situation) : stopped(state, situation))];
}

function stopped(state: AppState, { death }: Extract<Down, { kind: "stopped" }>): readonly Finding[] {
  const { service } = hostFacts(state);
  const start = actionOf({ type: "service.start" });
  if (!death || endOf(death.exit) === "ended-by-others")
    return [
      {
        cause: "not-running",
        finding: isElsewhere(service.owner)
          ? l10n.t("No Ollama runs at this address.")
          : l10n.t("Ollama does not run."),
        evidence: serviceWords(state).remark || l10n.t("Nothing answers at {0}.", describePlace(service)),
        ...fixBy(state, ...serviceActions(state).filter(({ request }) => request.type !== "doctor.open")),
      },
    ];
  const told = toldBy(lastLogOutput(service));
  const evidence = sentences(deathWords(death).remark);
  const log = actionOf({ type: "service.show-log" });
  if (isCrashLooping(service)) return [{ ...loopFinding(state, evidence), ...told }];
  return endOf(death.exit) === "killed"
    ? [
        {
          cause: "killed",
          finding: l10n.t("Ollama was killed."),
          evidence: sentences(
            evidence,
            l10n.t("If memory ran out, use a smaller model or a shorter context."),
          ),
          ...told,
          ...fixBy(state, start, log),
        },
      ]
    : [
        {
          cause: "crashed",
          finding: l10n.t("Ollama has ended by itself."),
          evidence,
          ...told,
          ...fixBy(state, start, log),
        },
      ];
}

/** The line that tells why it has ended, if one does. */
function toldBy(logLines: readonly string[]): Pick<Finding, "logLine"> {
  const logLine = tellingLine(logLines);
  return logLine === undefined ? {} : { logLine };
}

function loopFinding(state: AppState, evidence: string): Finding {
  return {
    cause: "crash-loop",
    finding: l10n.t("Ollama has ended three times within a minute."),
    evidence,
    ...fixBy(state, actionOf({ type: "service.show-log" }), actionOf({ type: "service.start" })),
  };
}

function failed(
  state: AppState,
  { failure, logLines }: Extract<Down, { kind: "failed" }>,
): readonly Finding[] {
  const { service } = hostFacts(state);
  const found = (cause: Cause, finding: string): Finding => ({
    ...situationFinding(state, cause, finding),
    ...toldBy(logLines),
  });
  if (isCrashLooping(service))
    return [found("crash-loop", l10n.t("Ollama has ended three times within a minute."))];
  const cannotStart = () => [found("cannot-start", l10n.t("Ollama could not be started or stopped."))];
  if (!isProcessFailure(failure)) return cannotStart();
  switch (failure.kind) {
    case "port-in-use":
      return [found("another-program", l10n.t("Another program uses Ollama's port."))];
    case "no-executable":
    case "not-installed":
      return [found("missing-program", l10n.t("The Ollama program was not found."))];
    case "bad-environment":
      return [
        found("bad-variables", l10n.t("A variable in the settings is not right, so Ollama is not started.")),
      ];
    case "needs-rights":
      return [
        {
          ...found("no-rights", l10n.t("Your user may not start or stop this Ollama.")),
          ...fixBy(state, actionOf({ type: "service.run-in-terminal" })),
        },
      ];
    case "tool-failed":
    case "tool-missing":
    case "tool-timed-out":
      return [found("owner-tool", l10n.t("The tool that starts this Ollama has failed."))];
    case "spawn-failed":
    case "exited":
    case "start-timed-out":
    case "listens-elsewhere":
    case "stop-timed-out":
    case "other-owner":
      return cannotStart();
  }
}
