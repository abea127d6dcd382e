import * as l10n from "@vscode/l10n";

/** The texts of the place where a model is tried. */
export type TryWords = ReturnType<typeof tryWords>;

export const tryWords = () => ({
  about: l10n.t("About"),
  prompt: l10n.t("Prompt"),
  promptHint: l10n.t("Ask the model something. Ctrl+Enter sends it."),
  ask: l10n.t("Ask"),
  stop: l10n.t("Stop"),
  escStops: l10n.t("Esc stops"),
  context: l10n.t("Context"),
  temperature: l10n.t("Temperature"),
  thinking: l10n.t("Thinking"),
  addImage: l10n.t("Add Image…"),
  removeImage: l10n.t("Remove image"),
  show: l10n.t("Show"),
  answer: l10n.t("Answer"),
  answers: l10n.t("Answers"),
  request: l10n.t("Request"),
  raw: l10n.t("Raw answer"),
  copyShown: l10n.t("Copy"),
  copied: l10n.t("Copied"),
  copyAs: l10n.t("Copy this request as"),
});

/** The same for a model that makes vectors of texts. */
export const vectorWords = (): TryWords => ({
  ...tryWords(),
  prompt: l10n.t("Text"),
  promptHint: l10n.t("Enter a text to get its vector. Ctrl+Enter sends it."),
  ask: l10n.t("Embed"),
  answer: l10n.t("Vector"),
});
