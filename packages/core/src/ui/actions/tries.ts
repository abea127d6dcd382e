import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { askToLoad } from "../../fit/ask-to-load.action.ts";
import { modelNameSchema } from "../../models/model-name.ts";
import { askBeforeAsking } from "../../tries/ask-before-asking.action.ts";
import { askModel, stopAnswer, whyNotAsked } from "../../tries/ask-model.action.ts";
import { askToClear } from "../../tries/clear-runs.action.ts";
import { runBenchmark, whyNotMeasured } from "../../tries/run-benchmark.action.ts";
import { compareModels } from "../../tries/compare-models.action.ts";
import { copyRequest, whyNotCopied } from "../../tries/copy-request.action.ts";
import { askedSchema, promptInSchema } from "../../tries/prompt.ts";
import { runInTerminal, whyNotInTerminal } from "../../tries/run-in-terminal.action.ts";
import { tryModel, whyNotTried } from "../../tries/try-model.action.ts";
import { action, commandAction } from "../action.ts";
import { atOnce, carryOut } from "../carry-out.action.ts";
import { row } from "../menus.ts";

const ofModel = v.object({ model: modelNameSchema });

/** Actions on what a model answers. */
export const TRY_ACTIONS = {
  "model.try": action({
    needsService: true,
    about: "model",
    input: ofModel,
    title: () => l10n.t("Try Model"),
    label: () => l10n.t("Try It"),
    icon: "comment-discussion",
    doors: { palette: "paddock.models.try", page: true },
    menus: [row("models", "2_use@0")],
    when: whyNotTried,
    run: tryModel,
  }),
  "model.run-in-terminal": action({
    about: "model",
    input: ofModel,
    title: () => l10n.t("Run Model in Terminal"),
    label: () => l10n.t("Run in Terminal"),
    icon: "terminal",
    doors: { palette: "paddock.models.runInTerminal", page: true },
    menus: [row("models", "2_use@3")],
    when: whyNotInTerminal,
    run: runInTerminal,
  }),
  "try.ask": action({
    needsService: true,
    about: "model",
    input: askedSchema,
    title: () => l10n.t("Ask Model"),
    label: () => l10n.t("Ask"),
    doors: { page: true },
    when: whyNotAsked,
    confirm: askBeforeAsking,
    run: askModel,
  }),
  "try.stop": action({
    about: "model",
    input: v.object({ model: modelNameSchema, beside: v.exactOptional(modelNameSchema) }),
    title: () => l10n.t("Stop the Answer"),
    label: () => l10n.t("Stop"),
    doors: { page: true },
    run: stopAnswer,
  }),
  "try.compare": action({
    about: "model",
    input: v.object({ model: modelNameSchema, beside: v.exactOptional(modelNameSchema) }),
    title: () => l10n.t("Compare with Another Model"),
    doors: { page: true },
    run: compareModels,
  }),
  "try.benchmark": action({
    needsService: true,
    about: "model",
    input: ofModel,
    title: () => l10n.t("Run Benchmark"),
    doors: { page: true },
    when: whyNotMeasured,
    confirm: (context, { model }) => askToLoad(context, model),
    run: runBenchmark,
  }),
  "try.clear": commandAction({
    about: "model",
    input: v.object({ model: modelNameSchema, askedAtMs: v.exactOptional(v.number()) }),
    title: () => l10n.t("Clear Last Runs"),
    label: () => l10n.t("Clear"),
    doors: { page: true },
    confirm: ({ app }, cleared) => askToClear(app.state(), cleared),
    command: (cleared) => ({ type: "try.clear", ...cleared }),
    run: (context, cleared) => carryOut(context, { type: "try.clear", ...cleared }, atOnce),
  }),
  "try.copy-request": action({
    about: "model",
    input: promptInSchema,
    title: () => l10n.t("Copy Request"),
    doors: { page: true },
    when: whyNotCopied,
    run: copyRequest,
  }),
};
