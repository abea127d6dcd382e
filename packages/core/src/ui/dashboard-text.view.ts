import { isOtherHost } from "../hosts/host-name.view.ts";
import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { isElsewhere } from "../service/owner.ts";
import { missingIn, type Service } from "../service/service.ts";
import { describeCause } from "./text/failure.view.ts";
import { sentences } from "./text/format.view.ts";
import { hostNotValid } from "./text/host-refusal.view.ts";

/** The main panel's own texts: sent with the view, so that the page needs no translations. */
export type DashboardWords = ReturnType<typeof dashboardWords>;

/** The texts for the current state. */
export const dashboardWords = (state: AppState) => ({
  title: l10n.t("Paddock for Ollama"),
  models: l10n.t("Models"),
  downloads: l10n.t("Downloads"),
  activity: l10n.t("Activity"),
  api: l10n.t("API"),
  disk: l10n.t("Disk"),
  doctor: l10n.t("Doctor"),
  service: l10n.t("Service"),
  copy: l10n.t("Copy"),
  copied: l10n.t("Copied"),
  filter: l10n.t("Filter models"),
  noMatch: l10n.t("No model matches."),
  whichModels: l10n.t("Which models"),
  thatCanDo: l10n.t("What they can do"),
  sortBy: l10n.t("Sort by"),
  sortName: l10n.t("Name"),
  sortSize: l10n.t("Size"),
  sortChanged: l10n.t("Last changed"),
  back: l10n.t("All models"),
  moreActions: l10n.t("More actions"),
  notNow: l10n.t("Not now"),
  noModels: describeNoModels(state),
  noModelChosen: l10n.t("Select a model to see its details."),
  addModel: l10n.t("Add Model…"),
  logOutput: l10n.t("Last log output"),
  noChart: l10n.t("The chart could not be loaded. Close this panel and open it again."),
  outdated: l10n.t("Paddock was updated. Close this panel and open it again."),
});

function describeNoModels(state: AppState): string {
  const { service } = hostFacts(state);
  const { list, unread } = modelsOf(state);
  const why = whyNotListed(service, isOtherHost(state));
  if (why === "") {
    if (unread) return l10n.t("Ollama did not return the list of models.");
    return list ? l10n.t("No models yet. Add one to get started.") : l10n.t("Loading the list of models…");
  }
  return list
    ? l10n.t("There were no models when the list was last read.")
    : sentences(
        why,
        service.situation.kind === "not-installed"
          ? l10n.t("Models are listed here once Ollama is installed.")
          : l10n.t("Models are listed here once Ollama runs."),
      );
}

/** Why Ollama cannot list its models; empty if it can. */
function whyNotListed(service: Service, isOther: boolean): string {
  const { situation } = service;
  switch (situation.kind) {
    case "running":
      return "";
    case "unknown":
      return l10n.t("Paddock is still looking for Ollama.");
    case "misconfigured":
      return hostNotValid();
    case "not-installed":
      return describeCause(missingIn(situation));
    case "stopped":
      return isElsewhere(service.owner)
        ? l10n.t("The host refuses connections.")
        : l10n.t("Ollama is not running.");
    case "starting":
      return l10n.t("Ollama is starting.");
    case "not-answering":
      return l10n.t("Ollama is not answering.");
    case "stopping":
      return l10n.t("Ollama is stopping.");
    case "failed":
      return l10n.t("Ollama has failed.");
    case "port-taken":
      return isOther
        ? l10n.t("There is no Ollama at this address.")
        : l10n.t("Another program uses Ollama's port.");
    case "refused":
      return l10n.t("Ollama denies access.");
    case "unreachable":
      return l10n.t("Ollama cannot be reached.");
  }
}
