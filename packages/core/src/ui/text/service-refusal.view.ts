import * as l10n from "@vscode/l10n";
import { describeLack } from "../../service/server.view.ts";
import type { Refusal } from "../../shared/decision.ts";
import { describeEnvironmentProblem } from "../../environment/environment-problems.view.ts";
import { describeFailure } from "./failure.view.ts";
import { sentences } from "./format.view.ts";

type ServiceRefusal = Extract<
  Refusal,
  {
    readonly reason:
      | "already-running"
      | "already-starting"
      | "still-stopping"
      | "not-running"
      | "already-stopped"
      | "still-looking"
      | "other-owner"
      | "port-taken"
      | "bad-variables"
      | "test-running"
      | "no-program"
      | "server-lacks";
  }
>;

/** Why the service could not be asked for something in its present situation. */
export function describeServiceRefusal(refusal: ServiceRefusal): string {
  switch (refusal.reason) {
    case "already-running":
      return l10n.t("Ollama is already running.");
    case "already-starting":
      return l10n.t("Ollama is already starting.");
    case "still-stopping":
      return l10n.t("Ollama is still stopping. Wait until it has stopped.");
    case "not-running":
      return l10n.t("Ollama is not running. Start it first.");
    case "already-stopped":
      return l10n.t("Ollama is already stopped.");
    case "other-owner":
      return l10n.t("A different program runs Ollama now. Look at who runs it, then try again.");
    case "port-taken":
      return l10n.t(
        "Another program uses the port. Stop that program, or choose another port in the host setting.",
      );
    case "bad-variables":
      return sentences(
        l10n.t("Ollama would not start again, because a variable in the settings is wrong."),
        ...refusal.problems.map(describeEnvironmentProblem),
      );
    case "no-program":
      return sentences(l10n.t("Paddock cannot start Ollama."), describeFailure(refusal.missing));
    case "server-lacks":
      return describeLack(refusal);
    case "test-running":
      return l10n.t("The API is already being tested.");
    case "still-looking":
      return l10n.t("Paddock is still looking for Ollama. Try again in a moment.");
  }
}

type SetUpRefusal = Extract<
  Refusal,
  {
    readonly reason:
      | "port-not-free"
      | "listed-host"
      | "preset-holds"
      | "no-variables"
      | "no-package"
      | "no-newer-release"
      | "settings-unwritable";
  }
>;

/** Why Ollama could not be installed, or its settings not be changed. */
export function describeSetUpRefusal(refusal: SetUpRefusal): string {
  switch (refusal.reason) {
    case "port-not-free":
      return l10n.t("Port {0} is in use, or not allowed. Choose another one.", refusal.port);
    case "listed-host":
      return l10n.t("The address of this host is in the list of hosts. Change it there.");
    case "preset-holds":
      return l10n.t("The settings already have what “{0}” sets.", refusal.preset);
    case "no-variables":
      return l10n.t("The settings have no variables. Choose a preset, or set some, first.");
    case "no-package":
      return l10n.t(
        "No package manager with Ollama was found on this machine. Download it from its website.",
      );
    case "no-newer-release":
      return l10n.t("No newer Ollama is known.");
    case "settings-unwritable":
      return refusal.what === "hosts"
        ? l10n.t("The list of hosts could not be saved. {0}", refusal.detail)
        : l10n.t("The settings could not be written: {0}", refusal.detail);
  }
}
