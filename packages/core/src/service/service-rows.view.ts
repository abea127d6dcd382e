import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostReadings, modelsOf } from "../app/state.ts";
import { isOtherHost } from "../hosts/host-name.view.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { isGpuPartKnown } from "../models/models.ts";
import type { LoadedModel } from "../models/models-events.ts";
import { exposureOf, openToNetwork } from "../service-log/exposure.view.ts";
import { memoryOf } from "../orphans/orphans.ts";
import { tellingLine } from "./log-lines.ts";
import { isElsewhere, isOurs } from "./owner.ts";
import { describeOwner } from "./owner.view.ts";
import { setExecutable } from "./service-actions.view.ts";
import { isDown, isRunning, missingIn } from "./service.ts";
import { offered, type ActionRequest, type ActionType } from "../ui/actions.ts";
import { describeTestFailure, testSummary } from "../api-test/api-test.view.ts";
import { describeEnvironmentProblem } from "../environment/environment-problems.view.ts";
import { describeDiffering, restartWithThese } from "../environment/differing.view.ts";
import { bytes, bytesOf, grouped, list, plural, remarks } from "../ui/text/format.view.ts";
import { holderName } from "../ui/text/port-holder.view.ts";
import { describeStopEffects } from "./stop-effects.view.ts";
import { describePlace, describeStale, endpointUrl, lastLogOutput, serviceWords } from "./service.view.ts";
import type { Tone } from "../ui/tone.ts";

export type ServiceRow = {
  readonly key:
    | "toggle"
    | "executable"
    | "other-port"
    | "rights"
    | "orphans"
    | "state"
    | "address"
    | "stale"
    | "reason"
    | "log"
    | "control"
    | "environment"
    | "variables"
    | "machine"
    | "exposure"
    | "endpoint"
    | "test"
    | "memory";
  readonly label: string;
  readonly detail: string;
  /** The lines of the tooltip; plain text. */
  readonly hover: readonly string[];
  readonly tone: Tone;
  /** The action of a click. */
  readonly request?: ActionRequest;
  /** The actions in its menus. */
  readonly offers: readonly ActionType[];
};

/** The rows about the service, most important first. */
export function serviceRows(state: AppState, nowMs: number): readonly ServiceRow[] {
  const { word, remark, tone } = serviceWords(state);
  const stale = describeStale(state.local);
  return [
    toggleRow(state),
    rightsRow(state),
    rowOf("state", { label: word, detail: stateDetail(state), tone }),
    otherPortRow(state),
    stale !== "" && rowOf("stale", { label: stale, tone: "warn" }),
    remark !== "" && !isHolderShown(state) && rowOf("reason", { label: remark, tone }),
    logRow(state),
    controlRow(state),
    environmentRow(state),
    variablesRow(state),
    machineRow(state),
    exposureRow(state),
    endpointRow(state),
    testRow(state, nowMs),
    memoryRow(state),
    orphansRow(state),
  ].filter((row) => row !== false);
}

type RowContent = { readonly label: string } & Partial<Omit<ServiceRow, "key" | "offers">>;

function rowOf(key: ServiceRow["key"], { label, detail = "", ...rest }: RowContent): ServiceRow {
  const offers = rest.request ? [rest.request.type] : [];
  return { key, label, detail, hover: [remarks(label, detail)], tone: "quiet", offers, ...rest };
}

/** Start or Stop in words, or the setting to correct if it names no program; neither while it is being stopped, or where Paddock can do neither. */
function toggleRow(state: AppState): ServiceRow | false {
  const { situation } = hostFacts(state).service;
  if (situation.kind === "not-installed" && missingIn(situation).kind === "no-executable") {
    const { label, request } = setExecutable();
    return rowOf("executable", { label, request });
  }
  const [action] = offered(state, [{ type: "service.stop" }, { type: "service.start" }]);
  if (!action) return false;
  const { label, request } = action;
  const isStop = request.type === "service.stop";
  const offers = offered(state, isStop ? [request, { type: "service.restart" }] : [request]);
  return {
    ...rowOf("toggle", { label, request }),
    hover: [label, ...(isStop ? describeStopEffects(state) : [])],
    offers: offers.map((offer) => offer.request.type),
  };
}

/** What the last request lacked the rights to do. */
function rightsRow(state: AppState): ServiceRow | false {
  const { terminalLine } = hostFacts(state).service;
  if (terminalLine === undefined) return false;
  return rowOf("rights", {
    label: l10n.t("Run in Terminal"),
    detail: terminalLine,
    hover: [
      terminalLine,
      l10n.t("You do not have permission to do this."),
      l10n.t("Click to type it into a terminal. It runs when you press Enter."),
    ],
    request: { type: "service.run-in-terminal" },
  });
}

function stateDetail(state: AppState): string {
  const { service } = hostFacts(state);
  const { situation } = service;
  if (situation.kind === "port-taken" && isHolderShown(state))
    return remarks(describePlace(service), holderName(situation.holder));
  return remarks(situation.kind === "running" ? situation.version : "", describePlace(service));
}

/** Whether the row of the situation names the program that has the port. */
function isHolderShown(state: AppState): boolean {
  const { situation } = hostFacts(state).service;
  return situation.kind === "port-taken" && !isOtherHost(state) && holderName(situation.holder) !== "";
}

function otherPortRow(state: AppState): ServiceRow | false {
  const { situation } = hostFacts(state).service;
  if (situation.kind !== "port-taken" || isOtherHost(state)) return false;
  const [action] = offered(state, [{ type: "service.use-other-port" }]);
  return action ? rowOf("other-port", action) : false;
}

/** Who runs it, with the executable of its process where that is known. */
function controlRow(state: AppState): ServiceRow | false {
  const { service } = hostFacts(state);
  if (!isRunning(service)) return false;
  const { owner } = service;
  const row = rowOf("control", { label: l10n.t("Run by"), detail: describeOwner(owner) });
  const executable = "process" in owner ? owner.process?.executable : undefined;
  return executable === undefined ? row : { ...row, hover: [...row.hover, executable] };
}

function logRow(state: AppState): ServiceRow | false {
  const { service } = hostFacts(state);
  const lines = lastLogOutput(service);
  const telling = tellingLine(lines);
  if (telling === undefined) return false;
  return rowOf("log", {
    label: l10n.t("Last log output"),
    detail: telling,
    hover: [...lines, l10n.t("Click to open the log.")],
    request: { type: "service.show-log" },
  });
}

function environmentRow(state: AppState): ServiceRow | false {
  const { environmentDiffers } = hostFacts(state);
  if (!environmentDiffers) return false;
  return rowOf("environment", {
    label: restartWithThese(environmentDiffers.names).label,
    detail: list(environmentDiffers.names),
    hover: [describeDiffering(environmentDiffers.names), l10n.t("Click to restart Ollama.")],
    tone: "warn",
    request: { type: "service.restart" },
  });
}

/** What is wrong with the variables in the settings, where Paddock starts the service with them. */
function variablesRow(state: AppState): ServiceRow | false {
  const { service, environmentChecked } = hostFacts(state);
  const isUsed = isOurs(service.owner) || isDown(service);
  if (!environmentChecked || !isUsed || isElsewhere(service.owner)) return false;
  const [first = "", ...others] = environmentChecked.problems.map(describeEnvironmentProblem);
  return rowOf("variables", {
    label: others.length === 0 ? first : l10n.t("{0} (and {1} more)", first, grouped(others.length)),
    hover: [first, ...others, l10n.t("Click to open the setting.")],
    tone: "warn",
    request: { type: "setting.open", setting: "environment" },
  });
}

/** In a remote window, Paddock runs on the remote machine, and so `127.0.0.1` is that one. */
function machineRow(state: AppState): ServiceRow | false {
  const { service } = hostFacts(state);
  const { remote } = state.local;
  if (remote === undefined || service.isDemo) return false;
  if (!service.endpoint || isElsewhere(service.owner)) return false;
  const { hostname, dialHostname } = service.endpoint;
  if (!isLoopback(dialHostname)) return false;
  return rowOf("machine", {
    label: l10n.t("Machine"),
    // In a browser, VS Code gives the address of its server in place of the kind of remote machine.
    detail: remote.includes(":")
      ? l10n.t("the one that VS Code runs on, not your own computer")
      : l10n.t("remote ({0})", remote),
    hover: [
      l10n.t("In this window, “{0}” is the remote machine, not your own computer.", hostname),
      l10n.t("To use the Ollama of your own computer, set the host to its network address."),
    ],
  });
}

/** An address beyond loopback is always shown: Ollama asks for no password. */
function exposureRow(state: AppState): ServiceRow | false {
  const address = exposureOf(state);
  if (address === undefined) return false;
  return rowOf("exposure", {
    label: openToNetwork(),
    detail: address,
    hover: [
      l10n.t("Ollama is reachable from your network at {0}, without a password.", address),
      l10n.t("To keep it on this machine, let it listen on 127.0.0.1."),
    ],
    tone: "warn",
  });
}

function endpointRow(state: AppState): ServiceRow | false {
  const { service } = hostFacts(state);
  const url = endpointUrl(service);
  if (url === undefined) return false;
  return rowOf("endpoint", {
    label: l10n.t("API"),
    detail: url,
    hover: [url, l10n.t("Click to copy it.")],
    request: { type: "service.copy-endpoint" },
  });
}

function testRow(state: AppState, nowMs: number): ServiceRow {
  const { service, test } = hostFacts(state);
  const summary = testSummary(test, service, nowMs);
  const failed = test?.steps.find(({ outcome }) => outcome === "failed");
  const why = failed?.outcome === "failed" ? describeTestFailure(failed.failure, service) : "";
  return rowOf("test", {
    label: l10n.t("Test API"),
    detail: summary?.text ?? l10n.t("not tested yet"),
    hover: [summary?.text ?? l10n.t("not tested yet"), why, l10n.t("Click to run the test.")].filter(
      (line) => line !== "",
    ),
    tone: summary?.tone ?? "quiet",
    request: { type: "service.test" },
  });
}

function memoryRow(state: AppState): ServiceRow | false {
  const { loaded } = modelsOf(state);
  if (loaded.length === 0) return false;
  const count = plural(loaded.length, {
    one: l10n.t("{0} model loaded", grouped(loaded.length)),
    other: l10n.t("{0} models loaded", grouped(loaded.length)),
  });
  return rowOf("memory", { label: l10n.t("Memory"), detail: remarks(describeMemory(loaded), count) });
}

/** What an Ollama has left behind. The memory of a GPU that it holds is not known. */
function orphansRow(state: AppState): ServiceRow | false {
  const { orphans } = hostReadings(state);
  if (orphans.length === 0) return false;
  const count = plural(orphans.length, {
    one: l10n.t("{0} process without its Ollama", grouped(orphans.length)),
    other: l10n.t("{0} processes without their Ollama", grouped(orphans.length)),
  });
  const detail = remarks(l10n.t("{0} of main memory", bytes(memoryOf(orphans))), count);
  const hover = [
    count,
    ...orphans.map(({ process, memoryBytes }) =>
      l10n.t("pid {0}: {1}", process.pid, remarks(bytes(memoryBytes), process.executable)),
    ),
    orphans.length === 1 ? l10n.t("Click to end it.") : l10n.t("Click to end them."),
  ];
  const request = { type: "service.end-orphans" } as const;
  return rowOf("orphans", { label: l10n.t("Left behind"), detail, hover, tone: "warn", request });
}

/** The memory of all models; empty if it is not known. */
function describeMemory(loaded: readonly LoadedModel[]): string {
  const size = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (size === 0) return "";
  if (!loaded.every(isGpuPartKnown)) return bytes(size);
  const onGpu = loaded.reduce((sum, { vramBytes = 0 }) => sum + vramBytes, 0);
  return onGpu === 0
    ? l10n.t("{0} of main memory", bytes(size))
    : l10n.t("{0} on the GPU", bytesOf(onGpu, size));
}
