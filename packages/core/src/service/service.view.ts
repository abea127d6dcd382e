import * as l10n from "@vscode/l10n";
import type { Here } from "../app/state.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import type { Service } from "./service.ts";
import type { Action } from "../ui/action.ts";
import { describeEndpointProblem, describeExit, describeFailure } from "../ui/text/failure.view.ts";
import type { Tone } from "../ui/tone.ts";

/** How a service is spoken of everywhere: one word, a remark beside it, and what can be done now. */
export type ServiceWords = {
  readonly word: string;
  readonly remark: string;
  readonly tone: Tone;
  /** The first one is what most people want now. */
  readonly actions: readonly Action[];
};

/** The words for how the service is. */
export function serviceWords(service: Service): ServiceWords {
  const { situation } = service;
  switch (situation.kind) {
    case "unknown":
      return { word: l10n.t("Looking…"), remark: l10n.t("Looking for Ollama."), tone: "busy", actions: [] };
    case "misconfigured":
      return {
        word: l10n.t("Bad host"),
        remark: l10n.t(
          "“{0}” in {1}: {2}",
          situation.text,
          situation.setting,
          describeEndpointProblem(situation.problem),
        ),
        tone: "wrong",
        actions: [openHostSetting()],
      };
    case "not-installed":
      return {
        word: l10n.t("Not installed"),
        remark: l10n.t("Ollama was not found on this machine."),
        tone: "warn",
        actions: [
          install(),
          {
            label: l10n.t("Choose Its Executable…"),
            ask: { type: "setting.open", setting: "paddock.executable" },
          },
        ],
      };
    case "stopped":
      return {
        word: l10n.t("Stopped"),
        remark: situation.death
          ? l10n.t("It ended by itself: {0}.", describeExit(situation.death.exit))
          : stoppedRemark(service),
        tone: situation.death ? "warn" : "quiet",
        actions: service.control === "remote" ? [openHostSetting()] : [start()],
      };
    case "starting":
      return {
        word: l10n.t("Starting…"),
        remark: situation.portOpen
          ? l10n.t("The port is open; Ollama does not answer yet.")
          : l10n.t("Waiting for Ollama to open its port."),
        tone: "busy",
        actions: service.control === "ours" ? [stop()] : [],
      };
    case "running":
      return { word: l10n.t("Running"), remark: "", tone: "good", actions: runningActions(service) };
    case "not-answering":
      return {
        word: l10n.t("Not answering"),
        remark: l10n.t("It is connected but has said nothing for a while. It may be busy, or hung."),
        tone: "warn",
        actions: service.control === "ours" ? [restart(), stop(), showLog()] : [],
      };
    case "stopping":
      return {
        word: l10n.t("Stopping…"),
        remark: l10n.t("Waiting for Ollama to end."),
        tone: "busy",
        actions: [],
      };
    case "failed":
      return {
        word: l10n.t("Failed"),
        remark: describeFailure(situation.failure),
        tone: "wrong",
        actions: [start(), showLog()],
      };
    case "port-taken":
      return {
        word: l10n.t("Port taken"),
        remark: l10n.t("Another program answers here, and it is not Ollama."),
        tone: "wrong",
        actions: [openHostSetting()],
      };
    case "refused":
      return {
        word: l10n.t("Refused"),
        remark: describeFailure(situation.failure),
        tone: "wrong",
        actions: [
          { label: l10n.t("Set Request Headers…"), ask: { type: "service.set-headers" } },
          openHostSetting(),
        ],
      };
    case "unreachable":
      return {
        word: l10n.t("Not reachable"),
        remark: describeFailure(situation.failure),
        tone: "warn",
        actions: [openHostSetting()],
      };
  }
}

/** Why what is shown may not be so any more; else nothing. */
export function describeStale({ isEngineSilent, isOutdated }: Here): string {
  if (isOutdated)
    return l10n.t(
      "A newer Paddock has written the history. Reload this window or update Paddock; until then it shows what was last known.",
    );
  return isEngineSilent
    ? l10n.t("The window that runs Ollama does not answer. What is shown is what was last known.")
    : "";
}

/** What a service of ours wrote last before it failed or died; nothing at other times. */
export function lastWords({ situation }: Service): readonly string[] {
  if (situation.kind === "failed") return situation.logLines;
  return situation.kind === "stopped" ? (situation.death?.logLines ?? []) : [];
}

/** What to say while a simulator stands in for Ollama; else nothing. */
export const demoBanner = ({ isDemo }: Service): string =>
  isDemo ? l10n.t("Demo: no Ollama found; a simulator answers") : "";

/** The address that other programs use, shown in one fixed place. */
export const endpointUrl = ({ endpoint }: Service): string | undefined =>
  endpoint && shownUrl(endpoint, "/api/generate");

/** Whose the service is, in words. */
export function describeControl({ control, situation }: Service): string {
  if (control === "remote") return l10n.t("another machine");
  if (situation.kind !== "running" && situation.kind !== "not-answering") return l10n.t("nobody");
  return control === "ours" ? l10n.t("Paddock") : l10n.t("another program");
}

/*
 * The actions that several surfaces offer, so that each has the same label everywhere.
 */

/** Starts Ollama on this machine. */
export const start = (): Action => ({
  label: l10n.t("Start Ollama Service"),
  ask: { type: "service.start" },
});
/** Stops the Ollama that Paddock started. */
export const stop = (): Action => ({ label: l10n.t("Stop Ollama Service"), ask: { type: "service.stop" } });
/** Stops and starts it again. */
export const restart = (): Action => ({
  label: l10n.t("Restart Ollama Service"),
  ask: { type: "service.restart" },
});
/** Tests the API. */
export const testApi = (): Action => ({ label: l10n.t("Test API"), ask: { type: "service.test" } });
/** Shows the service's log. */
export const showLog = (): Action => ({ label: l10n.t("Show Log"), ask: { type: "service.show-log" } });
/** Opens the page from which Ollama is installed. */
export const install = (): Action => ({ label: l10n.t("Install Ollama"), ask: { type: "ollama.install" } });
/** Opens the setting that says where Ollama is. */
export const openHostSetting = (): Action => ({
  label: l10n.t("Open the Host Setting"),
  ask: { type: "setting.open", setting: "paddock.host" },
});

const runningActions = ({ control }: Service): readonly Action[] =>
  control === "ours" ? [testApi(), restart(), stop()] : [testApi()];

const stoppedRemark = ({ control }: Service): string =>
  control === "remote" ? l10n.t("Nobody listens at this host.") : "";
