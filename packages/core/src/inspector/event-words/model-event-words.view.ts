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
      return said(l10n.t("Load settings chosen: {0}", model));
    case "try.measured":
      return said(l10n.t("Run measured: {0}", model));
    case "try.cleared":
      return said(l10n.t("Figures of runs deleted: {0}", model));
    case "try.benchmarked":
      return said(l10n.t("Benchmark finished: {0}", model), took(event.result.tookMs));
    case "models.name-freed":
      return said(l10n.t("Name free again: {0}", model));
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
      return said(l10n.t("Details requested: {0}", model));
    case "models.described":
      return said(l10n.t("Details of a model were read"));
    case "models.undescribed":
      return wrong(l10n.t("Details of a model could not be read"), describeCause(event.failure));
    case "operation.requested":
      return said(requested(event.operation, model));
    case "operation.converting":
      return said(l10n.t("Conversion by Ollama: {0}", model));
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
      return said(l10n.t("Checked for an update: {0}", model), event.status.kind);
  }
}

function requested({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("Load requested: {0}", model);
    case "unload":
      return l10n.t("Unload requested: {0}", model);
    case "keep":
      return l10n.t("Another time in memory requested: {0}", model);
    case "delete":
      return l10n.t("Deletion requested: {0}", model);
    case "copy":
      return l10n.t("Copy requested: {0}", model);
    case "rename":
      return l10n.t("New name requested: {0}", model);
    case "free-backup":
      return l10n.t("Deletion of a backup requested: {0}", model);
  }
}

function completed({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("Loaded: {0}", model);
    case "unload":
      return l10n.t("Unloaded: {0}", model);
    case "keep":
      return l10n.t("Time in memory changed: {0}", model);
    case "delete":
      return l10n.t("Deleted: {0}", model);
    case "copy":
      return l10n.t("Copied: {0}", model);
    case "rename":
      return l10n.t("Renamed: {0}", model);
    case "free-backup":
      return l10n.t("Backup deleted: {0}", model);
  }
}

function failed({ kind }: Operation, model: string): string {
  switch (kind) {
    case "load":
      return l10n.t("Load failed: {0}", model);
    case "unload":
      return l10n.t("Unload failed: {0}", model);
    case "keep":
      return l10n.t("Time in memory not changed: {0}", model);
    case "delete":
      return l10n.t("Deletion failed: {0}", model);
    case "copy":
      return l10n.t("Copy failed: {0}", model);
    case "rename":
      return l10n.t("Rename failed: {0}", model);
    case "free-backup":
      return l10n.t("Deletion of a backup failed: {0}", model);
  }
}
