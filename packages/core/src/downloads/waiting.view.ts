import * as l10n from "@vscode/l10n";
import type { Service } from "../service/service.ts";

type WatchedService = Pick<Service, "situation" | "endpoint">;

/** What an unfinished download waits for while Ollama does not run; `undefined` while it runs. */
export function describeWaiting(service: WatchedService): string | undefined {
  switch (service.situation.kind) {
    case "running":
      return undefined;
    case "misconfigured":
      return l10n.t("waiting for a valid host");
    case "not-installed":
      return l10n.t("waiting: Ollama is not installed");
    case "unreachable":
      return l10n.t("waiting until {0} can be reached", hostname(service));
    case "not-answering":
    case "refused":
      return l10n.t("waiting for Ollama to answer");
    case "unknown":
    case "stopped":
    case "starting":
    case "stopping":
    case "failed":
    case "port-taken":
      return l10n.t("waiting for Ollama to start");
  }
}

/** The same in a few words, for a side bar. */
export function describeWaitingBriefly(service: WatchedService): string | undefined {
  switch (service.situation.kind) {
    case "running":
      return undefined;
    case "misconfigured":
      return l10n.t("waits for a valid host");
    case "unreachable":
      return l10n.t("waits for {0}", hostname(service));
    case "not-installed":
    case "not-answering":
    case "refused":
    case "unknown":
    case "stopped":
    case "starting":
    case "stopping":
    case "failed":
    case "port-taken":
      return l10n.t("waits for Ollama");
  }
}

/** When a new download would begin; empty while Ollama runs. `isStarted`: the request starts Ollama. */
export function describeBeginning(service: WatchedService, isStarted: boolean): string {
  switch (service.situation.kind) {
    case "running":
      return "";
    case "misconfigured":
      return l10n.t("The host in the settings is not valid.");
    case "not-installed":
      return l10n.t("Ollama is not installed. The download waits until it is.");
    case "unreachable":
      return l10n.t("{0} cannot be reached. The download waits until it can.", hostname(service));
    case "not-answering":
    case "refused":
      return l10n.t("Ollama does not answer. The download begins when it does.");
    case "unknown":
    case "starting":
      return l10n.t("The download begins when Ollama runs.");
    case "stopped":
    case "stopping":
    case "failed":
    case "port-taken":
      return isStarted
        ? l10n.t("Starts Ollama, then downloads.")
        : l10n.t("Ollama is not running. The download begins when it runs.");
  }
}

const hostname = ({ endpoint }: WatchedService): string => endpoint?.hostname ?? l10n.t("the host");
