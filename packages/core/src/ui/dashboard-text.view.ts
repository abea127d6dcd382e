import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import type { Service } from "../service/service.ts";

/** What the main panel itself says, so that it needs no translations of its own. */
export type DashboardWords = ReturnType<typeof dashboardWords>;

/** The words, as they fit what is so. */
export const dashboardWords = (state: AppState) => ({
  title: l10n.t("Paddock for Ollama"),
  models: l10n.t("Models"),
  downloads: l10n.t("Downloads"),
  api: l10n.t("API"),
  copy: l10n.t("Copy"),
  copied: l10n.t("Copied"),
  filter: l10n.t("Filter models"),
  noMatch: l10n.t("No model has this in its name."),
  noModels: describeNoModels(state),
  noModelChosen: l10n.t("Choose a model to see what it is."),
  addModel: l10n.t("Add Model…"),
  addHint: l10n.t("A name, or a pasted “ollama run …” line"),
  refresh: l10n.t("Refresh Models"),
  noDownloads: l10n.t("Nothing is being downloaded."),
  health: l10n.t("Health"),
  addresses: l10n.t("Addresses"),
  example: l10n.t("Use it from a terminal"),
  more: l10n.t("More"),
  lastWords: l10n.t("Its last words"),
  outdated: l10n.t("Paddock was updated. Close this panel and open it again."),
});

/** Why no model is listed: there is none, or it is not known which there are. */
function describeNoModels(state: AppState): string {
  const { service } = hostFacts(state);
  const { list, unread } = modelsOf(state);
  const why = whyUnheard(service);
  if (why === "") {
    if (unread) return l10n.t("Which models there are is not known: Ollama did not tell.");
    return list ? l10n.t("No models yet. Add one to get going.") : l10n.t("Asking Ollama for its models…");
  }
  return list
    ? l10n.t("There was no model when they were last read.")
    : l10n.t("Which models there are is not known: {0}", why);
}

/** Why Ollama cannot be asked for its models; empty where it can. */
function whyUnheard({ situation, control }: Service): string {
  switch (situation.kind) {
    case "running":
      return "";
    case "unknown":
      return l10n.t("Paddock is still looking for Ollama.");
    case "misconfigured":
      return l10n.t("the host is not set right.");
    case "not-installed":
      return l10n.t("Ollama was not found on this machine.");
    case "stopped":
      return control === "remote" ? l10n.t("nobody listens at this host.") : l10n.t("Ollama does not run.");
    case "starting":
      return l10n.t("Ollama is just starting.");
    case "not-answering":
      return l10n.t("Ollama does not answer.");
    case "stopping":
      return l10n.t("Ollama is just stopping.");
    case "failed":
      return l10n.t("Ollama has failed.");
    case "port-taken":
      return l10n.t("another program has Ollama's port.");
    case "refused":
      return l10n.t("Ollama does not answer Paddock.");
    case "unreachable":
      return l10n.t("Ollama cannot be reached.");
  }
}
