import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { detailsOf } from "../models/details.ts";
import { installedModels } from "../models/models.ts";
import { newerRelease } from "../releases/release.ts";
import { isOllamaVersion, isOlderThan } from "../service/versions.ts";
import { describeServer, serverLabel } from "../service/server.view.ts";
import { exposureOf } from "../service-log/exposure.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { day, list, remarks, sentences } from "../ui/text/format.view.ts";
import { fine, fixBy, type Check } from "./check.view.ts";
import { HOLES_AS_OF, holesOf, type HoleKind } from "./published-holes.ts";

/** Whether the version is new enough for the models that are here, and is Ollama's. */
export const isNewEnough: Check = ({ state }) => {
  const { situation } = hostFacts(state).service;
  if (situation.kind !== "running") return [];
  const { version, server } = situation;
  if (server) return fine(serverLabel(situation), describeServer(situation));
  if (!isOllamaVersion(version))
    return [
      {
        cause: "compatible",
        finding: l10n.t("This server reports a version that Ollama does not use."),
        evidence: sentences(l10n.t("It says that its version is {0}.", version), describeServer(situation)),
        ...fixBy(state, getOllama()),
      },
    ];
  const models = modelsOf(state);
  const needs = installedModels(models).flatMap((model) => {
    const required = detailsOf(models, model)?.requires;
    return required === undefined ? [] : [{ name: model.name, required }];
  });
  const tooNew = needs.filter(({ required }) => isOlderThan(version, required));
  if (tooNew.length === 0)
    return fine(
      l10n.t("The version is new enough"),
      remarks(l10n.t("Ollama {0}", version), describeNewest(state)),
    );
  return [
    {
      cause: "version-too-old",
      finding: l10n.t("This Ollama is too old for {0}.", list(tooNew.map(({ name }) => name))),
      evidence: l10n.t(
        "It is {0}, and {1} is needed. Update Ollama.",
        version,
        list([...new Set(tooNew.map(({ required }) => required))]),
      ),
      ...fixBy(state, getOllama()),
    },
  ];
};

/** No outside host is asked by looking: only what is known already. */
function describeNewest(state: AppState): string {
  const { release } = state.readings;
  if (!release) return l10n.t("not checked for a newer version");
  const newer = newerRelease(hostFacts(state).service, release);
  return newer === undefined ? l10n.t("no newer one is known") : l10n.t("{0} is out", newer);
}

/** Whether the version has a security problem that was made public. */
export const hasNoHoles: Check = ({ state }) => {
  const { situation } = hostFacts(state).service;
  if (situation.kind !== "running" || situation.server || !isOllamaVersion(situation.version)) return [];
  const holes = holesOf(situation.version);
  const asOf = l10n.t("as of {0}", day(HOLES_AS_OF));
  const [worst] = holes;
  if (!worst) return fine(l10n.t("No known security problem in this version"), asOf);
  return [
    {
      cause: "published-hole",
      finding: l10n.t("This version of Ollama has a known security problem."),
      evidence: sentences(
        l10n.t("{0}: {1}", list(holes.map(({ id }) => id)), describeHole(worst.what)),
        exposureOf(state) === undefined
          ? ""
          : l10n.t("Other machines can reach this Ollama, so update it soon."),
        l10n.t("It is fixed in {0}.", worst.fixedIn),
      ),
      ...fixBy(state, getOllama()),
    },
  ];
};

function describeHole(kind: HoleKind): string {
  switch (kind) {
    case "reads-memory":
      return l10n.t("programs that can reach it can read parts of its memory, such as prompts and keys.");
    case "writes-files":
      return l10n.t("programs that can reach it can write files on its machine.");
    case "asks-from-pages":
      return l10n.t("a web page that you open can use it.");
  }
}

const getOllama = (): Action => actionOf({ type: "ollama.install" }, l10n.t("Get Ollama"));
