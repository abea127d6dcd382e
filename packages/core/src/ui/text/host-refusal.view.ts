import * as l10n from "@vscode/l10n";
import type { Refusal } from "../../shared/decision.ts";
import { describeEndpointProblem, describeFailure } from "./failure.view.ts";
import { sentences } from "./format.view.ts";

type HostRefusal = Extract<
  Refusal,
  {
    readonly reason:
      | "not-comparable"
      | "bad-host"
      | "no-host"
      | "not-watched"
      | "no-such-host"
      | "only-host"
      | "own-computer"
      | "no-address"
      | "no-host-for-headers"
      | "headers-unreadable";
  }
>;

export const hostNotValid = (): string => l10n.t("The host is not valid.");

/** Why something could not be done with the hosts, or with how they are reached. */
export function describeHostRefusal(refusal: HostRefusal): string {
  switch (refusal.reason) {
    case "not-comparable":
      return sentences(
        l10n.t("The hosts cannot be compared."),
        l10n.t("{0}: {1}", refusal.host, describeFailure(refusal.failure)),
      );
    case "bad-host":
      return sentences(hostNotValid(), describeEndpointProblem(refusal.problem));
    case "no-host":
      return l10n.t("Paddock has no valid host. Check the host setting.");
    case "not-watched":
      return l10n.t("Paddock is not connected to {0} any more.", refusal.host);
    case "no-such-host":
      return l10n.t("Your list of hosts does not contain {0}.", refusal.host);
    case "only-host":
      return l10n.t("There is only one host. To add another one, use “Add Host…”.");
    case "own-computer":
      return l10n.t("This window works on your own computer, so its Ollama is this one.");
    case "no-address":
      return l10n.t("There is no address to copy, because the host is not valid.");
    case "no-host-for-headers":
      return l10n.t("Set a valid host first. Request headers are saved for each host separately.");
    case "headers-unreadable":
      return l10n.t("The request headers for {0} could not be read. Enter them again.", refusal.host);
  }
}
