import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, type AppState, type LocalState } from "../app/state.ts";
import { allDownloads, isPulling, type Downloads } from "../downloads/downloads.ts";
import { isOtherHost } from "../hosts/host-name.view.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import { isElsewhere } from "./owner.ts";
import { describeOwner } from "./owner.view.ts";
import type { Failure } from "../shared/failure.ts";
import { isCrashLooping } from "./crash-loop.ts";
import { endOf } from "./ends.ts";
import { missingIn, type Service, type ServiceSituation } from "./service.ts";
import type { Death } from "./service-events.ts";
import { SERVER_NAMES } from "./other-server.ts";
import { describeAnotherServer, describeServer } from "./server.view.ts";
import { describeCause, describeEndpointProblem, describeFailure } from "../ui/text/failure.view.ts";
import { sentences } from "../ui/text/format.view.ts";
import { describeExit } from "../ui/text/process-failure.view.ts";
import { describeHolder } from "../ui/text/port-holder.view.ts";
import { describeStoreFailure } from "../ui/text/store-failure.view.ts";
import type { Tone } from "../ui/tone.ts";

/** The situation of a service in words, the same in all views: one word, and a remark. */
type ServiceWords = {
  readonly word: string;
  readonly remark: string;
  readonly tone: Tone;
};

/** Those of a host; by default, of the one that this window shows. */
export function serviceWords(state: AppState, host = hostOf(state)): ServiceWords {
  const { service, downloads } = hostFacts(state, host);
  const { situation } = service;
  switch (situation.kind) {
    case "unknown":
      return { word: l10n.t("Looking…"), remark: l10n.t("Looking for Ollama."), tone: "busy" };
    case "misconfigured":
      return {
        word: l10n.t("Invalid host"),
        remark: sentences(
          l10n.t("“{0}” in {1} is not a valid host.", situation.text, situation.setting),
          describeEndpointProblem(situation.problem),
        ),
        tone: "wrong",
      };
    case "not-installed": {
      const missing = missingIn(situation);
      const word = missing.kind === "no-executable" ? l10n.t("Program not found") : l10n.t("Not installed");
      return { word, remark: describeCause(missing), tone: "warn" };
    }
    case "stopped":
      return {
        word: l10n.t("Stopped"),
        ...(situation.death
          ? withLoop(service, deathWords(situation.death))
          : { remark: stoppedRemark(service), tone: "quiet" }),
      };
    case "starting":
      return {
        word: l10n.t("Starting…"),
        remark: situation.portOpen
          ? l10n.t("The port is open, but Ollama does not answer yet.")
          : l10n.t("Waiting for Ollama to open its port."),
        tone: "busy",
      };
    case "running":
      return {
        word: l10n.t("Running"),
        remark: sentences(describeReturn(service), describeServer(situation), describeApiPath(service)),
        tone: "good",
      };
    case "not-answering":
      return {
        word: l10n.t("Not answering"),
        remark: l10n.t(
          "Ollama accepts connections, but has not answered for a while. It may be busy or hung.",
        ),
        tone: "warn",
      };
    case "stopping":
      return { word: l10n.t("Stopping…"), remark: describeStopping(service, downloads), tone: "busy" };
    case "failed":
      return {
        word: l10n.t("Failed"),
        remark: sentences(describeServiceFailure(situation), describeLoop(service)),
        tone: "wrong",
      };
    case "port-taken":
      return isOtherHost(state, host) ? notOllamaWords(situation) : portTakenWords(situation);
    case "refused":
      return { word: l10n.t("Access denied"), remark: describeFailure(situation.failure), tone: "wrong" };
    case "unreachable":
      return { word: l10n.t("Not reachable"), remark: describeFailure(situation.failure), tone: "warn" };
  }
}

type PortTaken = Extract<ServiceSituation, { kind: "port-taken" }>;

const notOllamaWords = ({ server }: PortTaken): ServiceWords => ({
  word: l10n.t("No Ollama at this address"),
  remark: server
    ? l10n.t("{0} answers there. Change the address, or remove the host.", SERVER_NAMES[server])
    : l10n.t("Another program answers there. Change the address, or remove the host."),
  tone: "wrong",
});

const portTakenWords = ({ server, holder }: PortTaken): ServiceWords => ({
  word: l10n.t("Port in use"),
  remark:
    sentences(server ? describeAnotherServer(server) : "", describeHolder(holder)) ||
    l10n.t("Another program, not Ollama, answers on this port."),
  tone: "wrong",
});

/** Ollama saves what it has received before it is stopped. */
const describeStopping = ({ sinceMs }: Service, downloads: Downloads): string =>
  allDownloads(downloads).some((download) => isPulling(download) || (download.pulledUntilMs ?? 0) >= sinceMs)
    ? l10n.t("Saving downloads first.")
    : l10n.t("Waiting for Ollama to exit.");

/** Why the service could not be started or stopped; the log is not to be searched for a reason that is shown. */
export const describeServiceFailure = ({ failure, logLines }: Failed): string =>
  logLines.length > 0 ? describeCause(failure) : describeFailure(failure);

type Failed = { readonly failure: Failure; readonly logLines: readonly string[] };

/** How a service ended that Paddock did not stop. */
export function deathWords({ exit }: Death): Pick<ServiceWords, "remark" | "tone"> {
  switch (endOf(exit)) {
    case "ended-by-others":
      return {
        remark: l10n.t("A person or another program ended Ollama, not Paddock."),
        tone: "quiet",
      };
    case "killed":
      return {
        remark: l10n.t(
          "Ollama was killed: by a person, by another program, or by the system because memory ran out.",
        ),
        tone: "warn",
      };
    case "crashed":
      return {
        remark: sentences(l10n.t("Ollama exited unexpectedly."), describeExit(exit)),
        tone: "warn",
      };
    case "unknown":
      return { remark: l10n.t("Ollama has stopped."), tone: "warn" };
  }
}

/** Why Paddock does not start it again by itself, after some deaths in a short time; else empty. */
export const describeLoop = (service: Service): string =>
  isCrashLooping(service)
    ? l10n.t(
        "It has ended three times within a minute, so Paddock does not start it again by itself. See its last log output, then start it yourself.",
      )
    : "";

const withLoop = (service: Service, { remark, tone }: Pick<ServiceWords, "remark" | "tone">) => ({
  remark: sentences(remark, describeLoop(service)),
  tone: isCrashLooping(service) ? ("wrong" as const) : tone,
});

/** Why the state that is shown may be out of date; else empty. */
export function describeStale({ isLeaderSilent, isOutdated, storeFailure }: LocalState): string {
  if (isOutdated)
    return l10n.t(
      "A newer version of Paddock wrote the history. Reload this window or update Paddock. Until then, you see the last known state.",
    );
  if (isLeaderSilent && storeFailure)
    return sentences(
      l10n.t("This window cannot use Paddock's history at the moment. You see the last known state."),
      describeStoreFailure(storeFailure),
    );
  return isLeaderSilent
    ? l10n.t("The window that manages Ollama is not responding. You see the last known state.")
    : "";
}

/** The last log lines of our own service after it failed or died; else empty. */
export function lastLogOutput({ situation }: Service): readonly string[] {
  if (situation.kind === "failed") return situation.logLines;
  return situation.kind === "stopped" && situation.death ? logOfDeath(situation.death) : [];
}

/** The log says nothing about an end that came from outside. */
export function logOfDeath({ exit, logLines }: Death): readonly string[] {
  switch (endOf(exit)) {
    case "ended-by-others":
    case "killed":
      return [];
    case "crashed":
    case "unknown":
      return logLines;
  }
}

/** A banner while a simulator is used in place of Ollama; else empty. */
export const demoBanner = (state: AppState): string =>
  hostFacts(state).service.isDemo ? l10n.t("Demo: Ollama was not found, so a simulator answers") : "";

/** The address for other programs. */
export const endpointUrl = ({ endpoint }: Service): string | undefined =>
  endpoint && shownUrl(endpoint, "/api/generate");

/** Where the service is: its port, or, if that cannot be reached, its host; empty without an address. */
export function describePlace({ endpoint, situation }: Service): string {
  if (!endpoint) return "";
  return situation.kind === "unreachable" ? endpoint.hostname : l10n.t("port {0}", endpoint.port);
}

/** Who has started a service again that was stopped a moment ago; else empty. */
export function describeReturn({ stop, owner }: Service): string {
  if (stop?.kind !== "undone") return "";
  switch (owner.kind) {
    case "looking":
      return l10n.t("Ollama was stopped, and came back.");
    case "another-program":
      return l10n.t(
        "Ollama was stopped, and came back: it is now run by {0}. What starts it again was not found.",
        describeOwner(owner),
      );
    case "paddock":
    case "terminal":
    case "systemd":
    case "homebrew":
    case "mac-app":
    case "windows-app":
    case "windows-service":
    case "container":
    case "kubernetes":
    case "custom":
    case "elsewhere":
      return l10n.t("Ollama was stopped, and came back: it is now run by {0}.", describeOwner(owner));
  }
}

/** Why a part of the entered host is ignored; else empty. */
export const describeApiPath = ({ endpoint }: Service): string =>
  endpoint?.apiPath === undefined
    ? ""
    : l10n.t("“{0}” is a path of the API, not part of the host, so Paddock ignores it.", endpoint.apiPath);

const stoppedRemark = ({ owner }: Service): string =>
  isElsewhere(owner) ? l10n.t("The host refuses connections.") : "";
