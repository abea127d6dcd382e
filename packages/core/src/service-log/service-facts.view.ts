import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { newerReleaseAction } from "../releases/newer-release.view.ts";
import { processOf } from "../service/owner.ts";
import { describeOwner } from "../service/owner.view.ts";
import { serverOfRun } from "../service/server-process.ts";
import { versionLabel } from "../service/server.view.ts";
import { noHost } from "../service/no-host.view.ts";
import { isRunning } from "../service/service.ts";
import { elapsed, moment } from "../ui/text/format.view.ts";
import { actionOf, firstOffered, type Action } from "../ui/actions.ts";
import type { Tone } from "../ui/tone.ts";
import type { Description } from "./description.ts";
import { listenAddress } from "./exposure.ts";
import { exposureActions, exposureOf, openToNetworkRemark } from "./exposure.view.ts";

export type FactRow = {
  readonly key: "owner" | "since" | "version" | "executable" | "models" | "listens";
  readonly label: string;
  readonly value: string;
  /** Whether the value is a path or an address, which can be copied. */
  readonly isCode: boolean;
  readonly remark: string;
  readonly tone: Tone;
  /** What can be done about it, after it. */
  readonly action: Action | null;
};

/** Who runs the service, since when, from where and with which folder; only what is known. */
export function factRows(state: AppState, description: Description, nowMs: number): readonly FactRow[] {
  const { service } = hostFacts(state);
  const { situation, owner } = service;
  const readings = hostReadings(state);
  const server = serverOfRun(service, readings.located);
  const pid = processOf(owner) ? undefined : server?.pid;
  const { settings, startedAtMs = server?.startedAtMs } = description;
  const isExposed = exposureOf(state) !== undefined;
  const folder = settings.find(({ name }) => name === "OLLAMA_MODELS")?.value;
  return [
    fact("owner", l10n.t("Owner"), {
      value: noHost(service)?.text ?? describeOwner(owner),
      ...(pid !== undefined && { remark: l10n.t("pid {0}", pid) }),
    }),
    fact("since", l10n.t("Since"), {
      value:
        startedAtMs === undefined || !isRunning(service)
          ? ""
          : l10n.t("{0}, {1}", moment(startedAtMs, nowMs), elapsed(nowMs - startedAtMs)),
    }),
    fact("version", l10n.t("Version"), {
      value: situation.kind === "running" ? versionLabel(situation) : "",
      action: newerReleaseAction(state),
    }),
    fact("executable", l10n.t("Executable"), {
      value: processOf(owner)?.executable ?? server?.executable ?? "",
      isCode: true,
    }),
    fact("models", l10n.t("Models folder"), {
      value: folder ?? "",
      isCode: true,
      action: firstOffered(state, [actionOf({ type: "disk.open-folder" })]) ?? null,
    }),
    fact("listens", l10n.t("Listens on"), {
      value:
        (isRunning(service) ? listenAddress(service, readings) : undefined) ?? description.listensOn ?? "",
      isCode: true,
      action: exposureActions(state)[0] ?? null,
      ...(isExposed && { remark: openToNetworkRemark(), tone: "warn" }),
    }),
  ].filter(({ value }) => value !== "");
}

const fact = (
  key: FactRow["key"],
  label: string,
  content: Partial<FactRow> & Pick<FactRow, "value">,
): FactRow => ({ key, label, isCode: false, remark: "", tone: "quiet", action: null, ...content });
