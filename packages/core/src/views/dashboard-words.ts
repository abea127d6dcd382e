import { t } from "@vscode/l10n";

/** What the main panel itself says, so that it needs no translations of its own. */
export type DashboardWords = ReturnType<typeof dashboardWords>;

export const dashboardWords = () => ({
  title: t("Paddock for Ollama"),
  models: t("Models"),
  downloads: t("Downloads"),
  api: t("API"),
  copy: t("Copy"),
  copied: t("Copied"),
  filter: t("Filter models"),
  noMatch: t("No model has this in its name."),
  noModels: t("No models yet. Add one to get going."),
  noModelsWhileStopped: t("Ollama is not running, and no list of its models is remembered."),
  noModelChosen: t("Choose a model to see what it is."),
  addModel: t("Add Model…"),
  addHint: t("A name, or a pasted “ollama run …” line"),
  refresh: t("Refresh Models"),
  noDownloads: t("Nothing is being downloaded."),
  cancel: t("Cancel"),
  health: t("Health"),
  addresses: t("Addresses"),
  example: t("Use it from a terminal"),
  more: t("More"),
  loading: t("Asking Ollama…"),
});
