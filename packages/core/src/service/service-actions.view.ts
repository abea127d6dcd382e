import { hostFacts, hostOf, type AppState } from "../app/state.ts";
import { findOutWhy } from "../doctor/find-out-why.view.ts";
import { isOtherHost } from "../hosts/host-name.view.ts";
import { isRemovable } from "../hosts/watched-hosts.ts";
import * as l10n from "@vscode/l10n";
import { actionOf, offered, type Action, type ActionRequest } from "../ui/actions.ts";
import type { Failure, MissingProgram } from "../shared/failure.ts";
import type { ShownHolder } from "./shown-holder.ts";
import { missingIn, type ServiceSituation } from "./service.ts";

/** The actions offered for the service now; the most useful one first. */
export function serviceActions(state: AppState): readonly Action[] {
  const { service } = hostFacts(state);
  const { situation } = service;
  if (isOtherHost(state) && isAway(situation))
    return [
      ...offered(state, REMEDIES_AWAY[situation.kind]),
      changeAddress(state),
      ...removeHost(state),
      ...whyFailed(situation),
    ];
  const useful = offered(state, USEFUL_ACTIONS[situation.kind]);
  return [
    ...useful.filter(({ request }) => request.type !== "service.copy-port-command" || !isNamed(situation)),
    ...remediesFor(situation),
    ...whyFailed(situation),
  ];
}

const whyFailed = (situation: ServiceSituation): readonly Action[] =>
  hasFailed(situation) ? [findOutWhy()] : [];

/** Whether something is wrong, rather than not asked for or not over. */
export function hasFailed(situation: ServiceSituation): boolean {
  switch (situation.kind) {
    case "not-installed":
    case "not-answering":
    case "failed":
    case "port-taken":
    case "refused":
    case "unreachable":
      return true;
    case "stopped":
      return situation.death !== undefined;
    case "unknown":
    case "misconfigured": // it is said what is wrong
    case "starting":
    case "running":
    case "stopping":
      return false;
  }
}

type Away = Extract<
  ServiceSituation,
  { kind: "stopped" | "misconfigured" | "port-taken" | "refused" | "unreachable" }
>;

const isAway = (situation: ServiceSituation): situation is Away =>
  Object.hasOwn(REMEDIES_AWAY, situation.kind);

/** Where Ollama is not, or not reachable, at the address of a host. */
const REMEDIES_AWAY = {
  stopped: [{ type: "service.start" }],
  misconfigured: [],
  "port-taken": [],
  refused: [{ type: "service.set-headers" }, { type: "service.restart" }, { type: "service.stop" }],
  unreachable: [],
} as const satisfies Record<Away["kind"], readonly ActionRequest[]>;

/** The address of a host in the list is changed in it. */
function changeAddress(state: AppState): Action {
  const isListed = state.facts.watched.some(({ host, name }) => host === hostOf(state) && name !== undefined);
  return actionOf({ type: "setting.open", setting: isListed ? "hosts" : "host" }, l10n.t("Change Address…"));
}

function removeHost(state: AppState): readonly Action[] {
  const host = hostOf(state);
  return host !== undefined && isRemovable(state, host)
    ? [actionOf({ type: "host.remove", to: host }, l10n.t("Remove Host"))]
    : [];
}

/** Whether the program that has the port is named, so that no command is needed to find it. */
const isNamed = (situation: ServiceSituation): boolean =>
  situation.kind === "port-taken" && situation.holder?.name !== undefined;

export const openHostSetting = (): Action =>
  actionOf({ type: "setting.open", setting: "host" }, l10n.t("Open Host Setting"));

/** The useful actions in each situation, the most useful one first; only those that are offered are shown. */
const USEFUL_ACTIONS = {
  unknown: [],
  misconfigured: [],
  "not-installed": [],
  stopped: [{ type: "service.start" }],
  starting: [{ type: "service.stop" }],
  running: [{ type: "service.test" }, { type: "service.restart" }, { type: "service.stop" }],
  "not-answering": [{ type: "service.restart" }, { type: "service.stop" }, { type: "service.show-log" }],
  stopping: [],
  failed: [{ type: "service.start" }, { type: "service.show-log" }],
  "port-taken": [{ type: "service.use-other-port" }, { type: "service.copy-port-command" }],
  refused: [{ type: "service.set-headers" }, { type: "service.restart" }, { type: "service.stop" }],
  unreachable: [],
} as const satisfies Record<ServiceSituation["kind"], readonly ActionRequest[]>;

/** What may help, besides the useful actions: most of it is a setting to change. */
function remediesFor(situation: ServiceSituation): readonly Action[] {
  switch (situation.kind) {
    case "misconfigured":
    case "port-taken":
    case "refused":
    case "unreachable":
      return [openHostSetting()];
    case "not-installed":
      return missingProgramActions(missingIn(situation));
    case "failed":
      return failureRemedies(situation.failure);
    case "unknown":
    case "stopped":
    case "starting":
    case "running":
    case "not-answering":
    case "stopping":
      return [];
  }
}

/** The setting that may be wrong where the service could not be started. */
export function failureRemedies(failure: Failure): readonly Action[] {
  const { kind } = failure;
  if (kind === "tool-failed") return toolRemedies(failure);
  if (kind === "listens-elsewhere") return [openHostSetting()];
  if (failure.kind === "port-in-use") return portActions(failure.holder);
  if (kind === "bad-environment") return [openEnvironmentSetting()];
  if (kind === "needs-rights") return [actionOf({ type: "service.run-in-terminal" })];
  return kind === "spawn-failed" || kind === "exited" ? [setExecutable()] : [];
}

/** What names a container or a workload that is not there. */
function toolRemedies({ trouble }: Extract<Failure, { kind: "tool-failed" }>): readonly Action[] {
  if (trouble === undefined) return [];
  switch (trouble) {
    case "no-such-container":
      return [actionOf({ type: "service.choose-owner" })];
    case "no-such-context":
    case "no-such-workload":
      return [actionOf({ type: "setting.open", setting: "owner" }, l10n.t("Open the Setting"))];
    case "engine-down":
    case "cluster-down":
    case "no-login":
    case "forbidden":
      return [];
  }
}

/** Where a setting names a program that is not there, installing Ollama does not help. */
export const missingProgramActions = ({ kind }: MissingProgram): readonly Action[] =>
  kind === "no-executable"
    ? [setExecutable()]
    : [
        actionOf({ type: "ollama.install" }),
        actionOf({ type: "ollama.install-in-terminal" }),
        setExecutable(),
      ];

export const portActions = (holder?: ShownHolder): readonly Action[] => [
  actionOf({ type: "service.use-other-port" }),
  ...(holder?.name === undefined ? [actionOf({ type: "service.copy-port-command" })] : []),
];

export const openEnvironmentSetting = (): Action =>
  actionOf({ type: "setting.open", setting: "environment" }, l10n.t("Open Environment Setting"));

export const setExecutable = (): Action =>
  actionOf({ type: "setting.open", setting: "executable" }, l10n.t("Set Executable Path…"));
