import { hostFacts, type AppState } from "../app/state.ts";
import * as l10n from "@vscode/l10n";
import { actionOf, offered, type Action, type ActionRequest } from "../ui/actions.ts";
import { ownerOf } from "./owner.ts";
import type { ServiceSituation } from "./service.ts";

/** What can be done about the service now; the first one is what most people want. */
export function serviceActions(state: AppState): readonly Action[] {
  const { service } = hostFacts(state);
  const { situation } = service;
  const isElsewhere = situation.kind === "stopped" && ownerOf(service).kind === "elsewhere";
  return [
    ...offered(state, WANTED[situation.kind]),
    ...(isElsewhere ? [openHostSetting()] : moreOf(situation)),
  ];
}

/** Opens the setting that says where Ollama is. */
export const openHostSetting = (): Action =>
  actionOf({ type: "setting.open", setting: "host" }, l10n.t("Open Host Setting"));

/** What people want in each situation, most wanted first; of these is shown what is offered. */
const WANTED = {
  unknown: [],
  misconfigured: [],
  "not-installed": [{ type: "ollama.install" }],
  stopped: [{ type: "service.start" }],
  starting: [{ type: "service.stop" }],
  running: [{ type: "service.test" }, { type: "service.restart" }, { type: "service.stop" }],
  "not-answering": [{ type: "service.restart" }, { type: "service.stop" }, { type: "service.show-log" }],
  stopping: [],
  failed: [{ type: "service.start" }, { type: "service.show-log" }],
  "port-taken": [],
  refused: [{ type: "service.set-headers" }, { type: "service.restart" }, { type: "service.stop" }],
  unreachable: [],
} as const satisfies Record<ServiceSituation["kind"], readonly ActionRequest[]>;

/** The settings that may have to be changed. */
function moreOf({ kind }: ServiceSituation): readonly Action[] {
  switch (kind) {
    case "misconfigured":
    case "port-taken":
    case "refused":
    case "unreachable":
      return [openHostSetting()];
    case "not-installed":
      return [actionOf({ type: "setting.open", setting: "executable" }, l10n.t("Set Executable Path…"))];
    case "unknown":
    case "stopped":
    case "starting":
    case "running":
    case "not-answering":
    case "stopping":
    case "failed":
      return [];
  }
}
