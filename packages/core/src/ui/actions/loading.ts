import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { hostFacts, modelsOf } from "../../app/state.ts";
import { chooseLoading, whyNotLoadedSo } from "../../models/choose-loading.action.ts";
import { keepingCommand, keepModel } from "../../models/keep-model.action.ts";
import { KEEP_TIMES, keepTimeSchema } from "../../models/load-settings.ts";
import { modelNameSchema } from "../../models/model-name.ts";
import { whyNoModel } from "../../models/no-model.ts";
import { text } from "../../shared/described.ts";
import { action, commandAction } from "../action.ts";
import { row } from "../menus.ts";

/** A line of text. */
const typed = v.exactOptional(v.pipe(text, v.maxLength(100), v.regex(/^\P{Cc}*$/u)));

/** Actions on how models are loaded, and for how long. */
export const LOADING_ACTIONS = {
  "model.keep": commandAction({
    about: "model",
    input: v.object({ model: modelNameSchema, keep: v.exactOptional(keepTimeSchema) }),
    title: () => l10n.t("Keep Model Loaded…"),
    label: () => l10n.t("Keep Loaded…"),
    icon: "pinned",
    doors: { palette: "paddock.models.keep", page: true },
    menus: [row("models", "2_use@1")],
    none: (state) =>
      whyNoModel({ models: modelsOf(state), service: hostFacts(state).service }, { reason: "none-loaded" }),
    command: keepingCommand,
    run: keepModel,
  }),
  /** Texts as they were typed, so that what is wrong with them is said in words. */
  "model.choose-loading": action({
    about: "model",
    input: v.object({
      model: modelNameSchema,
      context: typed,
      gpuLayers: typed,
      keep: v.exactOptional(v.picklist(["", ...KEEP_TIMES])),
    }),
    title: () => l10n.t("Choose How a Model Is Loaded"),
    label: () => l10n.t("Save"),
    doors: { page: true },
    when: whyNotLoadedSo,
    run: chooseLoading,
  }),
};
