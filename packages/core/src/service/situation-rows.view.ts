import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts } from "../app/state.ts";
import { isOtherHost } from "../hosts/host-name.view.ts";
import { offered, type ActionRequest, type ActionType } from "../ui/actions.ts";
import { remarks } from "../ui/text/format.view.ts";
import { holderName } from "../ui/text/port-holder.view.ts";
import { tellingLine } from "./log-lines.ts";
import { processOf } from "./owner.ts";
import { describeOwner } from "./owner.view.ts";
import { describeServer, versionLabel } from "./server.view.ts";
import { hasFailed, missingProgramActions } from "./service-actions.view.ts";
import { rowOf, type ServiceRow } from "./service-row.view.ts";
import {
  describeApiPath,
  describePlace,
  describeReturn,
  endpointUrl,
  lastLogOutput,
  serviceWords,
} from "./service.view.ts";
import { isRunning, missingIn, type Service } from "./service.ts";
import { describeStopEffects } from "./stop-effects.view.ts";

/** What can be pressed, how it is, and who runs it. */
export const situationRows = (state: AppState): readonly (ServiceRow | false)[] => [
  toggleRow(state),
  rightsRow(state),
  stateRow(state),
  ...reasonRows(state),
  otherPortRow(state),
  logRow(state),
  controlRow(state),
];

/** Start or Stop in words, or what helps if there is no program to start; neither while it is being stopped, or where Paddock can do neither. */
function toggleRow(state: AppState): ServiceRow | false {
  const { situation } = hostFacts(state).service;
  if (situation.kind === "not-installed") {
    const [help] = missingProgramActions(missingIn(situation));
    return help ? rowOf("executable", help) : false;
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

/** Its situation in a word, and what matters most about that: where it is, who has the port, or why it does not run. */
function stateRow(state: AppState): ServiceRow {
  const { service } = hostFacts(state);
  const { word, remark, tone } = serviceWords(state);
  const place = stateDetail(state);
  const isExplained = remark === "" || isRunning(service) || isHolderShown(state);
  const hover = [remarks(word, place), remark, endpointUrl(service) ?? ""];
  return rowOf("state", {
    label: word,
    detail: isExplained ? place : remark,
    hover: hover.filter((line) => line !== ""),
    tone,
    offers: offersOf(
      state,
      { type: "service.copy-endpoint" },
      { type: "service.show-log" },
      openSetting(service),
      ...(hasFailed(service.situation) ? [{ type: "doctor.open" } as const] : []),
    ),
  });
}

/** The setting that says where Ollama is, or, where no program was found, which one it is. */
const openSetting = ({ situation }: Service): ActionRequest =>
  situation.kind === "not-installed" ? { type: "executable.open-setting" } : { type: "host.open-setting" };

/** What is special about a service that runs. */
function reasonRows(state: AppState): readonly (ServiceRow | false)[] {
  const { service } = hostFacts(state);
  const { situation } = service;
  if (situation.kind !== "running") return [];
  const reason = (key: ServiceRow["key"], label: string, detail: string): ServiceRow | false =>
    detail !== "" && rowOf(key, { label, detail, hover: [detail] });
  return [
    reason("came-back", l10n.t("Came back"), describeReturn(service)),
    reason("server", l10n.t("Compatible"), describeServer(situation)),
    reason("api-path", l10n.t("Ignored"), describeApiPath(service)),
  ];
}

const offersOf = (state: AppState, ...requests: readonly ActionRequest[]): readonly ActionType[] =>
  offered(state, requests).map(({ request }) => request.type);

function stateDetail(state: AppState): string {
  const { service } = hostFacts(state);
  const { situation } = service;
  if (situation.kind === "port-taken" && isHolderShown(state))
    return remarks(holderName(situation.holder), describePlace(service));
  return remarks(situation.kind === "running" ? versionLabel(situation) : "", describePlace(service));
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
  const offers = offersOf(
    state,
    { type: "service.copy-process-id" },
    { type: "service.show-log" },
    { type: "service.choose-owner" },
  );
  const row = rowOf("control", { label: l10n.t("Run by"), detail: describeOwner(owner), offers });
  const executable = processOf(owner)?.executable;
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
