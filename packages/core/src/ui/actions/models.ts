import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { hostFacts, modelsOf, type AppState } from "../../app/state.ts";
import { actOnModels, askBeforeActing, whyNotOnAny } from "../../models/act-on-models.action.ts";
import { copyModel, namingCommand, renameModel } from "../../models/copy-model.action.ts";
import { askToDelete } from "../../models/delete-model.action.ts";
import { askToFreeBackup, freeBackup, whyNoBackup } from "../../models/free-backup.action.ts";
import { exportModel, whyNotExport } from "../../model-files/export-model.action.ts";
import { importModel, whyNotImport } from "../../model-files/import-model.action.ts";
import { MODEL_ACTS } from "../../models/model-acts.ts";
import { askToLoad } from "../../fit/ask-to-load.action.ts";
import { findLoaded } from "../../models/models.ts";
import { whyNoModel } from "../../models/no-model.ts";
import { operateOn } from "../../models/operate-on-model.action.ts";
import { refreshModels } from "../../models/refresh-models.action.ts";
import { chooseModel, showDetails } from "../../models/show-model.action.ts";
import { compareHosts } from "../../sending/compare-hosts.action.ts";
import { copyToHost, whyNoOtherHost, whyNotToHost } from "../../sending/copy-to-host.action.ts";
import { hostIdSchema } from "../../hosts/host.ts";
import type { Refusal } from "../../shared/decision.ts";
import { modelNameSchema } from "../../models/model-name.ts";
import { askToUpdate, updateModels, whyNoUpdate } from "../../updates/update-models.action.ts";
import { checkForUpdates } from "../../updates/check-updates.action.ts";
import { action, commandAction } from "../action.ts";
import { copyText } from "../copy-text.action.ts";
import { everyRow, row, title } from "../menus.ts";

const ofModel = v.object({ model: modelNameSchema });
const ofNaming = v.object({ model: modelNameSchema, destination: v.exactOptional(modelNameSchema) });

const noModel =
  (otherwise: Refusal) =>
  (state: AppState): Refusal =>
    whyNoModel({ models: modelsOf(state), service: hostFacts(state).service }, otherwise);

/** Actions on models and their updates. */
export const MODEL_ACTIONS = {
  "models.refresh": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Refresh Models"),
    icon: "refresh",
    doors: { palette: "paddock.models.refresh", page: true, api: true },
    menus: [title("models", "navigation@2")],
    command: () => ({ type: "models.refresh" }),
    run: refreshModels,
  }),
  "model.choose": action({
    about: "model",
    input: v.object({
      model: modelNameSchema,
      also: v.exactOptional(v.pipe(v.array(modelNameSchema), v.readonly())),
    }),
    title: () => l10n.t("Show Model Details"),
    doors: { page: true },
    run: chooseModel,
  }),
  "models.act": action({
    about: "host",
    input: v.object({ act: v.picklist(MODEL_ACTS), models: v.pipe(v.array(modelNameSchema), v.readonly()) }),
    title: () => l10n.t("Act on Several Models"),
    doors: { page: true },
    when: whyNotOnAny,
    confirm: askBeforeActing,
    run: actOnModels,
  }),
  "model.show-details": action({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Show Model Details"),
    icon: "info",
    doors: { palette: "paddock.models.details", page: true },
    menus: [everyRow("models", "inline@2"), everyRow("models", "1_look@1")],
    run: showDetails,
  }),
  "model.copy-name": action({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Copy Model Name"),
    label: () => l10n.t("Copy Name"),
    doors: { palette: "paddock.models.copyName", page: true },
    menus: [everyRow("models", "1_look@2")],
    run: (context, { model }) => copyText(context, model),
  }),
  "model.load": commandAction({
    needsService: true,
    about: "model",
    input: ofModel,
    title: () => l10n.t("Load Model"),
    label: () => l10n.t("Load"),
    icon: "sign-in",
    doors: { palette: "paddock.models.load", page: true, api: true },
    menus: [row("models", "inline@1"), row("models", "2_use@1")],
    none: noModel({ reason: "all-loaded" }),
    isWorthwhile: (state, { model }) => findLoaded(modelsOf(state), model) === undefined,
    confirm: (context, { model }) => askToLoad(context, model),
    command: ({ model }) => ({ type: "model.load", model }),
    run: (context, { model }) => operateOn(context, { type: "model.load", model }),
  }),
  "model.unload": commandAction({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Unload Model"),
    label: () => l10n.t("Unload"),
    icon: "sign-out",
    doors: { palette: "paddock.models.unload", page: true, api: true },
    menus: [row("models", "inline@1"), row("models", "2_use@1")],
    none: noModel({ reason: "none-loaded" }),
    command: ({ model }) => ({ type: "model.unload", model }),
    run: (context, { model }) => operateOn(context, { type: "model.unload", model }),
  }),
  "model.delete": commandAction({
    needsService: true,
    about: "model",
    input: ofModel,
    title: () => l10n.t("Delete Model…"),
    label: () => l10n.t("Delete…"),
    icon: "trash",
    doors: { palette: "paddock.models.delete", page: true, api: true },
    menus: [row("models", "3_change@2")],
    confirm: askToDelete,
    command: ({ model }) => ({ type: "model.delete", model }),
    run: (context, { model }) => operateOn(context, { type: "model.delete", model }),
  }),
  /** The original that stayed when Ollama converted the model. */
  "model.free-backup": action({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Delete Backup of Model…"),
    label: () => l10n.t("Delete Backup…"),
    doors: { palette: "paddock.models.freeBackup", page: true },
    menus: [row("models", "3_change@3")],
    none: noModel({ reason: "no-backups" }),
    when: whyNoBackup,
    confirm: askToFreeBackup,
    run: freeBackup,
  }),
  "model.import": action({
    needsService: true,
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Import Model from File…"),
    label: () => l10n.t("Import Model…"),
    icon: "file-add",
    doors: { palette: "paddock.models.import", page: true },
    menus: [title("models", "2_files@1")],
    when: whyNotImport,
    run: importModel,
  }),
  "model.export": action({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Export Model to File…"),
    label: () => l10n.t("Export…"),
    doors: { palette: "paddock.models.export", page: true },
    menus: [row("models", "3_change@1")],
    when: whyNotExport,
    run: exportModel,
  }),
  "model.copy": commandAction({
    needsService: true,
    about: "model",
    input: ofNaming,
    title: () => l10n.t("Copy Model As…"),
    label: () => l10n.t("Copy As…"),
    doors: { palette: "paddock.models.copy", page: true },
    menus: [row("models", "3_change@1")],
    command: namingCommand("model.copy"),
    run: copyModel,
  }),
  "model.rename": commandAction({
    needsService: true,
    about: "model",
    input: ofNaming,
    title: () => l10n.t("Rename Model…"),
    label: () => l10n.t("Rename…"),
    doors: { palette: "paddock.models.rename", page: true },
    menus: [row("models", "3_change@0")],
    command: namingCommand("model.rename"),
    run: renameModel,
  }),
  "model.copy-to-host": action({
    about: "model",
    input: v.object({ model: modelNameSchema, to: v.exactOptional(hostIdSchema) }),
    title: () => l10n.t("Copy Model to Another Host…"),
    label: () => l10n.t("Copy to Another Host…"),
    icon: "arrow-swap",
    doors: { palette: "paddock.models.copyToHost", page: true },
    menus: [row("models", "3_change@4")],
    when: whyNotToHost,
    run: copyToHost,
  }),
  "models.compare-hosts": action({
    about: "host",
    input: v.object({ with: v.exactOptional(hostIdSchema) }),
    title: () => l10n.t("Compare Hosts…"),
    icon: "diff",
    doors: { palette: "paddock.models.compareHosts", page: true },
    menus: [row("service", "1_host@2")],
    when: whyNoOtherHost,
    run: compareHosts,
  }),
  "updates.check": commandAction({
    needsService: true,
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Check Models for Updates"),
    label: () => l10n.t("Check for Updates"),
    icon: "sync",
    doors: { palette: "paddock.models.checkForUpdates", page: true },
    menus: [title("models", "1_updates@1")],
    command: () => ({ type: "updates.check" }),
    run: checkForUpdates,
  }),
  "model.update": action({
    needsService: true,
    about: "model",
    input: ofModel,
    title: () => l10n.t("Update Model…"),
    label: () => l10n.t("Update…"),
    icon: "cloud-download",
    doors: { palette: "paddock.models.update", page: true },
    menus: [row("models", "inline@3"), row("models", "2_use@2")],
    when: whyNoUpdate,
    confirm: askToUpdate,
    run: updateModels,
  }),
  "updates.apply": action({
    needsService: true,
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Update All Models…"),
    icon: "cloud-download",
    doors: { palette: "paddock.models.updateAll", page: true },
    menus: [title("models", "navigation@3", "canUpdate")],
    when: whyNoUpdate,
    confirm: askToUpdate,
    run: updateModels,
  }),
};
