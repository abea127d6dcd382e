import * as l10n from "@vscode/l10n";
import { findOutWhy } from "../../doctor/find-out-why.view.ts";
import {
  missingProgramActions,
  openEnvironmentSetting,
  openHostSetting,
  portActions,
} from "../../service/service-actions.view.ts";
import type { Refusal } from "../../shared/decision.ts";
import { actionOf, type Action } from "../actions.ts";

/** The buttons that help with a refusal. */
export const actionsFor = (refusal: Refusal): readonly Action[] =>
  isHelped(refusal) ? helpFor(refusal) : [];

/** For these there is no button: the sentence says all. */
const UNHELPED = [
  "already-running",
  "already-starting",
  "still-stopping",
  "already-stopped",
  "still-looking",
  "other-owner",
  "in-wsl",
  "launchd-job",
  "server-lacks",
  "no-such-model",
  "model-exists",
  "not-loaded",
  "cloud-model",
  "leftover",
  "model-busy",
  "no-backup",
  "bad-load-settings",
  "not-copyable",
  "not-importable",
  "not-exportable",
  "not-comparable",
  "same-model",
  "test-running",
  "not-asked",
  "not-watched",
  "own-computer",
  "no-such-host",
  "demo-model",
  "already-downloading",
  "still-downloading",
  "no-such-download",
  "no-such-notice",
  "bad-command",
  "no-requests",
  "no-events",
  "file-unwritable",
  "report-unopened",
  "declined",
  "no-models",
  "all-loaded",
  "none-loaded",
  "no-backups",
  "no-download",
  "no-address",
  "no-host-for-headers",
  "log-elsewhere",
  "no-orphans",
  "no-terminal-line",
  "no-process",
  "key-unreadable",
  "folder-out-of-reach",
  "folder-unopened",
  "folder-not-whole",
  "partials-undeletable",
  "counted-again",
  "nothing-to-free",
  "files-undeletable",
  "preset-holds",
  "settings-unwritable",
  "window-closed",
] as const satisfies readonly Refusal["reason"][];

type Helped = Exclude<Refusal, { readonly reason: (typeof UNHELPED)[number] }>;

const unhelped: ReadonlySet<string> = new Set(UNHELPED);

const isHelped = (refusal: Refusal): refusal is Helped => !unhelped.has(refusal.reason);

function helpFor(refusal: Helped): readonly Action[] {
  switch (refusal.reason) {
    case "not-running":
      return [actionOf({ type: "service.start" })];
    case "bad-host":
    case "no-host":
      return [openHostSetting()];
    case "port-taken":
      return [...portActions(), findOutWhy()];
    case "port-not-free":
      return [actionOf({ type: "service.use-other-port" })];
    case "no-program":
      return [...missingProgramActions(refusal.missing), findOutWhy()];
    case "headers-unreadable":
      return [actionOf({ type: "service.set-headers" })];
    case "listed-host":
      return [actionOf({ type: "setting.open", setting: "hosts" }, l10n.t("Open Hosts Setting"))];
    case "bad-variables":
      return [openEnvironmentSetting()];
    case "no-variables":
      return [actionOf({ type: "service.choose-preset" }), openEnvironmentSetting()];
    case "no-package":
      return [actionOf({ type: "ollama.install" })];
    case "not-ours":
    case "remote":
      return [actionOf({ type: "service.choose-owner" })];
    case "bad-owner":
      return [
        actionOf(
          { type: "setting.open", setting: refusal.host === undefined ? "owner" : "hosts" },
          l10n.t("Open Setting"),
        ),
      ];
    case "history-unwritable":
      return [findOutWhy()];
    case "no-updates":
      return [actionOf({ type: "updates.check" })];
    case "no-newer-release":
      return [actionOf({ type: "release.check" })];
    case "only-host":
      return [actionOf({ type: "host.add" })];
  }
}
