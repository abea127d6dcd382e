import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import type { Operation } from "../../models/operations.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { bytes, grouped, took } from "../../ui/text/format.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type ModelEvents = Extract<
  AppEvent,
  {
    readonly type:
      | `models.${string}`
      | `loading.${string}`
      | `try.${string}`
      | `operation.${string}`
      | `fit.${string}`
      | `updates.${string}`;
  }
>;

export function modelEventWords(event: ModelEvents, model: string): EventWords {
  switch (event.type) {
    case "models.refresh-requested":
      return said(l10n.t("Refresh requested"));
    case "loading.chosen":
      return said(l10n.t("{0}: load settings were chosen", model));
    case "try.measured":
      return said(l10n.t("{0}: a run was measured", model));
    case "try.cleared":
      return said(l10n.t("{0}: figures of its runs were deleted", model));
    case "try.benchmarked":
      return said(l10n.t("{0}: benchmark finished", model), took(event.result.tookMs));
    case "models.name-freed":
      return said(l10n.t("{0}: name is free again", model));
    case "models.listed":
      return said(l10n.t("Models were listed"), grouped(event.models.length));
    case "models.confirmed":
      return said(l10n.t("List of models is unchanged"));
    case "models.changed-elsewhere":
      return said(l10n.t("Another program changed the models"));
    case "models.loaded":
      return said(l10n.t("Loaded models were listed"), grouped(event.models.length));
    case "models.unread":
      return wrong(l10n.t("Models could not be read"), describeCause(event.failure));
    case "models.weighed":
      return said(l10n.t("Models folder was searched for unused files"));
    case "models.describe-requested":
      return said(l10n.t("{0}: details requested", model));
    case "models.described":
      return said(l10n.t("Details of a model were read"));
    case "models.undescribed":
      return wrong(l10n.t("Details of a model could not be read"), describeCause(event.failure));
    case "operation.requested":
      return said(requested(event.operation, model));
    case "operation.converting":
      return said(l10n.t("{0}: Ollama converts it", model));
    case "operation.completed":
      return said(completed(event.operation, model));
    case "operation.failed":
      return wrong(failed(event.operation, model), describeCause(event.failure));
    case "fit.measured":
      return said(l10n.t("Memory of a loaded model was measured"), bytes(event.measured.sizeBytes));
    case "fit.memory-set":
      return said(l10n.t("Memory for models was set"));
    case "updates.check-requested":
      return said(l10n.t("Check for updates requested"));
    case "updates.completed":
      return said(l10n.t("Check for updates is complete"));
    case "updates.found":
      return said(l10n.t("{0}: checked for an update", model), event.status.kind);
  }
}

function requested({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("{0}: load requested", model);
    case "unload":
      return l10n.t("{0}: unload requested", model);
    case "keep":
      return l10n.t("{0}: another time in memory requested", model);
    case "delete":
      return l10n.t("{0}: deletion requested", model);
    case "copy":
      return l10n.t("{0}: copy requested", model);
    case "rename":
      return l10n.t("{0}: new name requested", model);
    case "free-backup":
      return l10n.t("{0}: deletion of its backup requested", model);
  }
}

function completed({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("{0} loaded", model);
    case "unload":
      return l10n.t("{0} unloaded", model);
    case "keep":
      return l10n.t("{0} stays in memory for another time", model);
    case "delete":
      return l10n.t("{0} deleted", model);
    case "copy":
      return l10n.t("{0} copied", model);
    case "rename":
      return l10n.t("{0} renamed", model);
    case "free-backup":
      return l10n.t("{0}: backup deleted", model);
  }
}

function failed({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("{0} could not be loaded", model);
    case "unload":
      return l10n.t("{0} could not be unloaded", model);
    case "keep":
      return l10n.t("{0}: its time in memory could not be changed", model);
    case "delete":
      return l10n.t("{0} could not be deleted", model);
    case "copy":
      return l10n.t("{0} could not be copied", model);
    case "rename":
      return l10n.t("{0} could not be renamed", model);
    case "free-backup":
      return l10n.t("{0}: backup could not be deleted", model);
  }
}
