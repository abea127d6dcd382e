import * as l10n from "@vscode/l10n";
import { describeEnvironmentProblem } from "../../environment/environment-problems.view.ts";
import type { Exit, LogFailure, ProcessFailure } from "../../shared/failure.ts";
import { sentences, took } from "./format.view.ts";
import { describeHolder } from "./port-holder.view.ts";
import type { Sentences } from "./pull-failure.view.ts";
import { onTool } from "./tool-failure.view.ts";

/** How a process ended; empty if unknown. */
export function describeExit({ code, signal }: Exit): string {
  if (signal !== undefined) return l10n.t("Signal: {0}.", signal);
  return code === undefined ? "" : l10n.t("Exit code: {0}.", code);
}

/** Why the service could not be started or stopped, and what to do next. */
export function onProcess(failure: ProcessFailure): Sentences {
  switch (failure.kind) {
    case "not-installed":
      return [
        l10n.t("Ollama was not found on this machine."),
        l10n.t("Install it, or set the path of its executable."),
      ];
    case "no-executable":
      return [
        l10n.t("There is no program at “{0}”.", failure.path),
        l10n.t("Enter the full path of the program in the executable setting."),
      ];
    case "spawn-failed":
      if (failure.lacksInterpreter)
        return [
          l10n.t(
            "“{0}” cannot be run on this system, because its interpreter or loader is missing.",
            failure.path,
          ),
          l10n.t("Install an Ollama that is made for this system, or set the path of its executable."),
        ];
      return [
        l10n.t("“{0}” could not be started ({1}).", failure.path, failure.detail),
        l10n.t("Check that this file is executable."),
      ];
    case "bad-environment":
      return [
        l10n.t("Ollama was not started, because a variable in the settings is wrong."),
        sentences(...failure.problems.map(describeEnvironmentProblem)),
      ];
    case "exited":
      return [
        sentences(l10n.t("Ollama exited while it was starting."), describeExit(failure.exit)),
        l10n.t("See its log for the reason."),
      ];
    case "port-in-use":
      return [
        describeHolder(failure.holder) || l10n.t("Another program uses the port."),
        l10n.t("Stop that program, or choose another port."),
      ];
    case "start-timed-out":
      return [
        failure.goesOn
          ? l10n.t("Ollama did not answer within {0}.", took(failure.afterMs))
          : l10n.t("Ollama did not answer within {0}, so it was stopped.", took(failure.afterMs)),
        l10n.t("See its log for the reason."),
      ];
    case "listens-elsewhere":
      return [
        l10n.t(
          "Ollama listens on {0} instead of the address that Paddock gave it, so it was stopped.",
          failure.address,
        ),
        l10n.t(
          "Set the host to {0}, or change OLLAMA_HOST where Ollama reads it: a snap, for example, has its own setting.",
          failure.address,
        ),
      ];
    case "stop-timed-out":
      return [
        l10n.t("Ollama did not exit within {0}.", took(failure.afterMs)),
        l10n.t("End its process with your system's task manager."),
      ];
    case "other-owner":
      return [
        l10n.t("Ollama was not stopped, because it is not known to be run by the program that was shown."),
        l10n.t("Look at who runs it now, then try again."),
      ];
    case "tool-missing":
    case "tool-timed-out":
    case "tool-failed":
      return onTool(failure);
    case "needs-rights":
      return [
        l10n.t("You do not have permission to do this."),
        l10n.t("Run “{0}” in a terminal.", failure.line),
      ];
  }
}

/** Why the log of the service cannot be read, and what to do next. */
export function onLog({ reason, detail }: LogFailure): Sentences {
  switch (reason) {
    case "no-permission":
      return [
        l10n.t("You do not have permission to read Ollama's log."),
        l10n.t("Ask an administrator for access, or open the log in a terminal."),
      ];
    case "not-in-journal-group":
      return [
        l10n.t("You do not have permission to read Ollama's log in the journal of systemd."),
        l10n.t(
          "Ask an administrator to add you to the group “systemd-journal”, then log out of this machine and in again.",
        ),
      ];
    case "no-program":
      return [
        l10n.t("The program that shows Ollama's log was not found: {0}", detail),
        l10n.t("Install it, or open the log where Ollama is managed."),
      ];
    case "other":
      return [l10n.t("Ollama's log cannot be read: {0}", detail), l10n.t("Restart Ollama, then try again.")];
  }
}
