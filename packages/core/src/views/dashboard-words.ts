import { t } from "@vscode/l10n";
import { isRunning, type Service } from "../domain/service.ts";

/** What the main panel itself says, so that it needs no translations of its own. */
export type DashboardWords = ReturnType<typeof dashboardWords>;

/** The words, as they fit how the service is. */
export const dashboardWords = (service: Service) => ({
  title: t("Paddock for Ollama"),
  models: t("Models"),
  downloads: t("Downloads"),
  api: t("API"),
  copy: t("Copy"),
  copied: t("Copied"),
  filter: t("Filter models"),
  noMatch: t("No model has this in its name."),
  noModels: isRunning(service)
    ? t("No models yet. Add one to get going.")
    : t("Which models there are is not known: Ollama does not run."),
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
