import * as l10n from "@vscode/l10n";
import type { Download } from "./downloads.ts";
import type { Failure } from "../shared/failure.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import type { DownloadId } from "./download-id.ts";
import type { Action } from "../ui/action.ts";
import { install } from "../service/service.view.ts";

/** What can be done to a download by itself, by the name that menus know it by. */
export type Deed = "pause" | "resume" | "retry" | "cancel" | "forget" | "clear";

/** What can be done to a download now, most wanted first. */
export function deedsOf({ situation }: Download): readonly Deed[] {
  switch (situation.kind) {
    case "queued":
    case "pulling":
    case "waiting":
      return ["pause", "cancel"];
    case "pausing":
    case "paused":
      return ["resume", "cancel"];
    case "cancelling":
      return [];
    case "cancelled":
      return ["retry", "forget", "clear"];
    case "failed":
      return canRetry(situation.failure) ? ["retry", "forget", "clear"] : ["forget", "clear"];
    case "completed":
      return ["clear"];
  }
}

/** What a page offers for it: its label, and what pressing it asks for. */
export function deedAction(deed: Deed, id: DownloadId): Action {
  switch (deed) {
    case "pause":
      return { label: l10n.t("Pause"), ask: { type: "download.pause", id } };
    case "resume":
      return { label: l10n.t("Resume"), ask: { type: "download.resume", id } };
    case "retry":
      return { label: l10n.t("Retry"), ask: { type: "download.retry", id } };
    case "cancel":
      return { label: l10n.t("Cancel"), ask: { type: "download.cancel", id } };
    case "forget":
      return { label: l10n.t("Delete Partial"), ask: { type: "download.forget", id } };
    case "clear":
      return { label: l10n.t("Clear"), ask: { type: "download.clear", id } };
  }
}

/** What helps against a failure, besides trying again. */
export function remedies(
  failure: Failure,
  { id, model }: { readonly id: DownloadId; readonly model: ModelName },
): readonly Action[] {
  switch (failure.kind) {
    case "not-in-registry":
      return [{ label: l10n.t("Search…"), ask: { type: "download.add", text: nameOnly(model) } }];
    case "sharded":
      return [{ label: l10n.t("Choose Another…"), ask: { type: "download.add", text: withoutTag(model) } }];
    case "needs-newer-ollama":
      return [{ ...install(), label: l10n.t("Get Ollama") }];
    case "needs-mlx":
      return [{ label: l10n.t("Search…"), ask: { type: "download.add", text: nameOnly(model) } }];
    case "unauthorised":
      return [{ label: l10n.t("Copy Key"), ask: { type: "ollama.copy-key" } }];
    case "insecure-registry":
      return [
        {
          label: l10n.t("Open Setting"),
          ask: { type: "setting.open", setting: "insecure-registries" },
        },
      ];
    case "partial-lost":
      return [{ label: l10n.t("Repair"), ask: { type: "download.repair", id } }];
    default:
      return [];
  }
}

const IN_VAIN: ReadonlySet<Failure["kind"]> = new Set([
  "partial-lost",
  "sharded",
  "needs-mlx",
  "invalid-name",
  "not-a-registry",
]);

/** Whether trying again may help without anything else being done. */
export function canRetry({ kind }: Failure): boolean {
  return !IN_VAIN.has(kind);
}

const nameOnly = (name: ModelName): string => partsOf(name).model;

const withoutTag = (name: ModelName): string => name.slice(0, name.lastIndexOf(":"));
