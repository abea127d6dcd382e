import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { NameOfWeights } from "../models/name-of-weights.ts";
import { isRunning } from "../service/service.ts";
import { hasPassed } from "../api-test/api-test.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { parseBytes } from "../service-log/log-line.ts";
import { bytes, grouped, plural } from "../ui/text/format.view.ts";
import type { Cause } from "./cause.ts";
import { fine, fixBy, type Check, type Finding } from "./check.view.ts";
import type { LogSign } from "./log-signs.ts";

/** Whether models can be listed. */
export const listsModels: Check = ({ state }) => {
  if (!isRunning(hostFacts(state).service)) return [];
  const { list: known, unread } = modelsOf(state);
  if (unread)
    return [
      {
        cause: "models-unread",
        finding: l10n.t("The list of models cannot be read."),
        evidence: describeFailure(unread),
        ...fixBy(state, actionOf({ type: "models.refresh" }, l10n.t("Try Again"))),
      },
    ];
  if (!known) return [];
  const count = known.models.length;
  return fine(
    l10n.t("Its models can be listed"),
    plural(count, {
      one: l10n.t("{0} model", grouped(count)),
      other: l10n.t("{0} models", grouped(count)),
    }),
  );
};

/** Whether models can be loaded, by what the log and the last test say. */
export const loadsModels: Check = ({ state, signs, description, nameOf }) => {
  if (!isRunning(hostFacts(state).service)) return [];
  const found = signs.flatMap((sign) => loadFinding(state, sign, nameOf) ?? []);
  if (found.length > 0) return found;
  const { test } = hostFacts(state);
  const failed = test?.steps.find(({ outcome }) => outcome === "failed");
  if (failed?.outcome === "failed" && failed.step === "answer" && !test?.isRunning)
    return [
      {
        cause: "runner-failed",
        finding:
          failed.model === undefined
            ? l10n.t("The last test of the API has failed.")
            : l10n.t("{0} did not answer when the API was tested.", failed.model),
        evidence: describeFailure(failed.failure),
        ...fixBy(state, actionOf({ type: "service.test" }, l10n.t("Test Again")), showLog()),
      },
    ];
  if (test && hasPassed(test))
    return fine(l10n.t("Models can be loaded"), l10n.t("the last test of the API has passed"));
  return description.loads.some(({ isStarted }) => isStarted)
    ? fine(l10n.t("Models can be loaded"), l10n.t("the last one was"))
    : [];
};

function loadFinding(state: AppState, sign: LogSign, nameOf: NameOfWeights): Finding | undefined {
  const words = wordsOf(sign, nameOf);
  if (!words) return undefined;
  const { cause, finding, next, fixes } = words;
  return {
    cause,
    finding,
    evidence: next,
    logLine: sign.line,
    ...fixBy(state, ...fixes, showLog()),
  };
}

type Words = {
  readonly cause: Cause;
  readonly finding: string;
  readonly next: string;
  readonly fixes: readonly Action[];
};

function wordsOf(
  { kind, details: [detail = "", available = ""] }: LogSign,
  nameOf: NameOfWeights,
): Words | undefined {
  switch (kind) {
    case "no-avx":
      return {
        cause: "no-avx",
        finding: l10n.t("The processor of this machine lacks an instruction that Ollama needs."),
        next: l10n.t(
          "Ollama needs AVX, which old processors and some virtual machines do not have: switch it on there, or use another machine.",
        ),
        fixes: [showLog(), actionOf({ type: "host.add" })],
      };
    case "too-little-memory":
      return tooLittleMemory(detail, available);
    case "model-too-new":
      return {
        cause: "model-too-new",
        finding: l10n.t("This version of Ollama does not know models of this kind: {0}.", detail),
        next: l10n.t("Update Ollama, or use another model."),
        fixes: [actionOf({ type: "ollama.install" }, l10n.t("Get Ollama"))],
      };
    case "model-missing":
    case "model-damaged":
      return damaged(kind, detail, nameOf);
    case "too-many-files":
      return {
        cause: "too-many-files",
        finding: l10n.t("Ollama may not open as many files as it needs."),
        next: l10n.t(
          "Raise the limit where Ollama is started, such as LimitNOFILE in its unit, and restart it.",
        ),
        fixes: [actionOf({ type: "service.restart" }), actionOf({ type: "service.choose-owner" })],
      };
    case "load-too-slow":
      return {
        cause: "load-too-slow",
        finding: l10n.t("A model took too long to load."),
        next: l10n.t(
          "A slow disk, or too little memory, may be why. OLLAMA_LOAD_TIMEOUT lets Ollama wait for longer.",
        ),
        fixes: [actionOf({ type: "service.show-environment-lines" }, l10n.t("Show How to Change It…"))],
      };
    case "runner-failed":
      return {
        cause: "runner-failed",
        finding: l10n.t("The program that runs a model has ended by itself."),
        next: l10n.t("Try the model again. If it happens again, update Ollama, or use another model."),
        fixes: [actionOf({ type: "service.test" })],
      };
    case "port-taken":
      return {
        cause: "two-servers",
        finding: l10n.t("Something tries to start a second Ollama on the same port."),
        next: l10n.t("The app, a service and a terminal can each start one: keep one of them."),
        fixes: [actionOf({ type: "service.choose-owner" })],
      };
    case "no-llama-server": // isComplete is about it
    case "port-forbidden":
    case "address-not-here":
    case "folder-denied":
    case "folder-missing":
    case "folder-not-a-folder":
    case "folder-read-only":
    case "key-unreadable":
    case "disk-full":
    case "no-home":
    case "missing-library":
    case "wrong-architecture":
    case "gave-up":
    case "panic":
      return undefined;
  }
}

const tooLittleMemory = (needed: string, available: string): Words => ({
  cause: "too-little-memory",
  finding:
    available === ""
      ? l10n.t("The memory was too small for a model.")
      : l10n.t("A model needed {0} of memory, and {1} were available.", inUnits(needed), inUnits(available)),
  next: l10n.t("Unload other models, use a shorter context, or choose a smaller model."),
  fixes: [actionOf({ type: "dashboard.show-part", part: "models" }, l10n.t("Show Models"))],
});

/** The figures of the log, in the units of the page. */
function inUnits(logged: string): string {
  const count = parseBytes(logged);
  return count === undefined ? logged : bytes(count);
}

function damaged(kind: "model-missing" | "model-damaged", path: string, nameOf: NameOfWeights): Words {
  const digest = /sha256-[0-9a-f]+/.exec(path)?.[0];
  const model = digest === undefined ? undefined : nameOf(digest);
  return {
    cause: "model-damaged",
    finding:
      kind === "model-missing"
        ? model === undefined
          ? l10n.t("A layer of a model is missing.")
          : l10n.t("A layer of {0} is missing.", model)
        : l10n.t("The file of a model is damaged."),
    next: l10n.t("Download the model again."),
    fixes: model
      ? [actionOf({ type: "download.request", model }, l10n.t("Download It Again"))]
      : [actionOf({ type: "dashboard.show-part", part: "models" }, l10n.t("Show Models"))],
  };
}

const showLog = (): Action => actionOf({ type: "service.show-log" });
