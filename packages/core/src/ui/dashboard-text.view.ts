import { t } from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import type { Service } from "../service/service.ts";

/** What the main panel itself says, so that it needs no translations of its own. */
export type DashboardWords = ReturnType<typeof dashboardWords>;

/** The words, as they fit what is so. */
export const dashboardWords = (state: AppState) => ({
  title: t("Paddock for Ollama"),
  models: t("Models"),
  downloads: t("Downloads"),
  api: t("API"),
  copy: t("Copy"),
  copied: t("Copied"),
  filter: t("Filter models"),
  noMatch: t("No model has this in its name."),
  noModels: describeNoModels(state),
  noModelChosen: t("Choose a model to see what it is."),
  addModel: t("Add Model…"),
  addHint: t("A name, or a pasted “ollama run …” line"),
  refresh: t("Refresh Models"),
  noDownloads: t("Nothing is being downloaded."),
  health: t("Health"),
  addresses: t("Addresses"),
  example: t("Use it from a terminal"),
  more: t("More"),
  lastWords: t("Its last words"),
  outdated: t("Paddock was updated. Close this panel and open it again."),
});

/** Why no model is listed: there is none, or it is not known which there are. */
function describeNoModels(state: AppState): string {
  const { service } = state.facts;
  const { list, unread } = modelsOf(state);
  const why = whyUnheard(service);
  if (why === "") {
    if (unread) return t("Which models there are is not known: Ollama did not tell.");
    return list ? t("No models yet. Add one to get going.") : t("Asking Ollama for its models…");
  }
  return list
    ? t("There was no model when they were last read.")
    : t("Which models there are is not known: {0}", why);
}

/** Why Ollama cannot be asked for its models; empty where it can. */
function whyUnheard({ situation, control }: Service): string {
  switch (situation.kind) {
    case "running":
      return "";
    case "unknown":
      return t("Paddock is still looking for Ollama.");
    case "misconfigured":
      return t("the host is not set right.");
    case "not-installed":
      return t("Ollama was not found on this machine.");
    case "stopped":
      return control === "remote" ? t("nobody listens at this host.") : t("Ollama does not run.");
    case "starting":
      return t("Ollama is just starting.");
    case "not-answering":
      return t("Ollama does not answer.");
    case "stopping":
      return t("Ollama is just stopping.");
    case "failed":
      return t("Ollama has failed.");
    case "port-taken":
      return t("another program has Ollama's port.");
    case "refused":
      return t("Ollama does not answer Paddock.");
    case "unreachable":
      return t("Ollama cannot be reached.");
  }
}
