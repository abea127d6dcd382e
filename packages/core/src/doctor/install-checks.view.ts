import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { isElsewhere, processOf } from "../service/owner.ts";
import { missingProgramActions } from "../service/service-actions.view.ts";
import { serverOfRun } from "../service/server-process.ts";
import { isRunning, missingIn, versionOf } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { actionOf } from "../ui/actions.ts";
import { describeCause } from "../ui/text/failure.view.ts";
import { list, sentences } from "../ui/text/format.view.ts";
import { fine, fixBy, unchecked, whyUnseen, type Check, type Finding } from "./check.view.ts";
import type { Evidence } from "./evidence.view.ts";
import type { Install } from "./machine-report.ts";

/** Whether there is an Ollama on this machine, and which one of several is used. */
export const isInstalled: Check = ({ state, machine }) => {
  const { situation, owner } = hostFacts(state).service;
  if (isElsewhere(owner)) return [];
  if (situation.kind === "not-installed") return [missingFinding(state)];
  if (!machine?.installs) return [];
  const what = l10n.t("Ollama is installed");
  if (machine.installs.kind === "unseen") return unchecked(what, whyUnseen(machine.installs));
  const installs = machine.installs.value;
  const [first, ...others] = distinct(installs);
  if (!first) return [];
  if (others.length === 0) return fine(what, list(installs.map(({ path }) => path)));
  const used = usedPath(state) ?? first.path;
  return [
    {
      cause: "several-installs",
      finding: l10n.t("More than one Ollama is installed."),
      evidence: l10n.t(
        "Used: {0}. Also there: {1}. A terminal or another program may use a different one, of another version.",
        used,
        list([first, ...others].map(({ path }) => path).filter((path) => path !== used)),
      ),
      ...fixBy(state, actionOf({ type: "setting.open", setting: "executable" }, l10n.t("Choose Which One…"))),
    },
  ];
};

function missingFinding(state: AppState): Finding {
  const { situation } = hostFacts(state).service;
  const missing =
    situation.kind === "not-installed" ? missingIn(situation) : ({ kind: "not-installed" } as const);
  const isSet = missing.kind === "no-executable";
  return {
    cause: isSet ? "missing-program" : "not-installed",
    finding: isSet
      ? l10n.t("The Ollama that the settings name is not there.")
      : l10n.t("Ollama is not installed, or not where Paddock looks for it."),
    evidence: describeCause(missing),
    ...fixBy(state, ...missingProgramActions(missing)),
  };
}

/** Links to the same program count once. */
function distinct(installs: readonly Install[]): readonly Install[] {
  const real = ({ path, target = path }: Install): string => target;
  return installs.filter((one, index) => installs.findIndex((other) => real(other) === real(one)) === index);
}

const usedPath = (state: AppState): string | undefined => {
  const { service } = hostFacts(state);
  return (
    processOf(service.owner)?.executable ?? serverOfRun(service, hostReadings(state).located)?.executable
  );
};

/** Since then every model is run by this program (docs/ollama.md §4.6). */
const LLAMA_SERVER_SINCE = "0.30.0";

/** Whether what belongs to the program is beside it: without that, every load fails with status 500. */
export const isComplete: Check = (evidence) => {
  const { state, description, signs } = evidence;
  const line =
    signs.find(({ kind }) => kind === "no-llama-server")?.line ??
    description.notes.find(({ kind }) => kind === "no-llama-server")?.evidence;
  if (line !== undefined) return [{ ...incomplete(state), logLine: line }];
  const install = usedInstall(evidence);
  if (!install || install.libraries === "unknown") return [];
  if (install.libraries === "whole")
    return fine(
      l10n.t("The installation is complete"),
      l10n.t("{0} has the programs that run models", install.path),
    );
  const { service } = hostFacts(state);
  if (isRunning(service) && isOlderThan(versionOf(service), LLAMA_SERVER_SINCE)) return [];
  // Those for macOS had no such folder before.
  if (!isRunning(service) && (install.from === "mac-app" || install.from === "homebrew")) return [];
  return [
    incomplete(
      state,
      install.libraries === "missing"
        ? l10n.t("The folder “lib/ollama” that belongs to {0} is missing.", install.path)
        : l10n.t("“llama-server”, which belongs to {0}, is missing.", install.path),
    ),
  ];
};

const incomplete = (state: AppState, evidence = ""): Finding => ({
  cause: "incomplete-install",
  finding: l10n.t("A part of Ollama is missing, so it cannot load models."),
  evidence: sentences(l10n.t("Reinstall Ollama completely: the program file alone is not enough."), evidence),
  ...fixBy(
    state,
    actionOf({ type: "ollama.install-in-terminal" }, l10n.t("Install Again…")),
    actionOf({ type: "ollama.install" }),
  ),
});

/** That of the process that runs, else the one that Paddock would start. */
function usedInstall({ state, machine }: Evidence): Install | undefined {
  if (machine?.installs?.kind !== "seen" || isElsewhere(hostFacts(state).service.owner)) return undefined;
  const used = usedPath(state);
  const installs = machine.installs.value;
  if (used !== undefined) return installs.find(({ path, target }) => path === used || target === used);
  return isRunning(hostFacts(state).service) ? undefined : installs[0];
}
