import * as l10n from "@vscode/l10n";
import type { Here } from "../app/state.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import type { Service } from "./service.ts";
import type { Action } from "../ui/action.ts";
import { describeEndpointProblem, describeExit, describeFailure } from "../ui/text/failure.view.ts";
import { sentences } from "../ui/text/format.view.ts";
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
        word: l10n.t("Invalid host"),
        remark: sentences(
          l10n.t("“{0}” in {1} is not a valid host.", situation.text, situation.setting),
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
            label: l10n.t("Set Executable Path…"),
            ask: { type: "setting.open", setting: "executable" },
          },
        ],
      };
    case "stopped":
      return {
        word: l10n.t("Stopped"),
        remark: situation.death
          ? sentences(l10n.t("Ollama exited unexpectedly."), describeExit(situation.death.exit))
          : stoppedRemark(service),
        tone: situation.death ? "warn" : "quiet",
        actions: service.control === "remote" ? [openHostSetting()] : [start()],
      };
    case "starting":
      return {
        word: l10n.t("Starting…"),
        remark: situation.portOpen
          ? l10n.t("The port is open, but Ollama does not answer yet.")
          : l10n.t("Waiting for Ollama to open its port."),
        tone: "busy",
        actions: service.control === "ours" ? [stop()] : [],
      };
    case "running":
      return { word: l10n.t("Running"), remark: "", tone: "good", actions: runningActions(service) };
    case "not-answering":
      return {
        word: l10n.t("Not answering"),
        remark: l10n.t(
          "Ollama accepts connections, but has not answered for a while. It may be busy or hung.",
        ),
        tone: "warn",
        actions: service.control === "ours" ? [restart(), stop(), showLog()] : [],
      };
    case "stopping":
      return {
        word: l10n.t("Stopping…"),
        remark: l10n.t("Waiting for Ollama to exit."),
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
        word: l10n.t("Port in use"),
        remark: l10n.t("Another program, not Ollama, answers on this port."),
        tone: "wrong",
        actions: [openHostSetting()],
      };
    case "refused":
      return {
        word: l10n.t("Access denied"),
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
export function describeStale({ isLeaderSilent, isOutdated }: Here): string {
  if (isOutdated)
    return l10n.t(
      "A newer version of Paddock wrote the history. Reload this window or update Paddock. Until then, you see the last known state.",
    );
  return isLeaderSilent
    ? l10n.t("The window that manages Ollama is not responding. You see the last known state.")
    : "";
}

/** What a service of ours wrote last before it failed or died; nothing at other times. */
export function lastLogOutput({ situation }: Service): readonly string[] {
  if (situation.kind === "failed") return situation.logLines;
  return situation.kind === "stopped" ? (situation.death?.logLines ?? []) : [];
}

/** What to say while a simulator stands in for Ollama; else nothing. */
export const demoBanner = ({ isDemo }: Service): string =>
  isDemo ? l10n.t("Demo: Ollama was not found, so a simulator answers") : "";

/** The address that other programs use, shown in one fixed place. */
export const endpointUrl = ({ endpoint }: Service): string | undefined =>
  endpoint && shownUrl(endpoint, "/api/generate");

/** Who runs the service, as a value beside its label. */
export function describeOwner({ control }: Service): string {
  switch (control) {
    case "ours":
      return l10n.t("Paddock");
    case "not-ours":
      return l10n.t("Another program");
    case "remote":
      return l10n.t("Another machine");
  }
}

/** The same among other remarks. */
export function describeRunBy({ control }: Service): string {
  switch (control) {
    case "ours":
      return l10n.t("run by Paddock");
    case "not-ours":
      return l10n.t("run by another program");
    case "remote":
      return l10n.t("on another machine");
  }
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
  label: l10n.t("Open Host Setting"),
  ask: { type: "setting.open", setting: "host" },
});

const runningActions = ({ control }: Service): readonly Action[] =>
  control === "ours" ? [testApi(), restart(), stop()] : [testApi()];

const stoppedRemark = ({ control }: Service): string =>
  control === "remote" ? l10n.t("The host refuses connections.") : "";
