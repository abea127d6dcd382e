import * as l10n from "@vscode/l10n";
import { bytes } from "../ui/text/format.view.ts";
import { LARGEST_IMAGE_BYTES } from "./image.ts";
import type { TryProblem } from "./try-problem.ts";

export function describeTryProblem(problem: TryProblem): string {
  switch (problem) {
    case "no-prompt":
      return l10n.t("Write a prompt first.");
    case "image-kind":
      return l10n.t("Ollama reads PNG, JPEG and WebP images only. Choose another file.");
    case "image-size":
      return l10n.t("The image is larger than {0}. Choose a smaller one.", bytes(LARGEST_IMAGE_BYTES));
    case "still-answering":
      return l10n.t("The model is still answering. Stop it, or wait for its answer.");
    case "not-measurable":
      return l10n.t("Only a model on this host that writes an answer can be measured.");
    case "untriable":
      return l10n.t("This model cannot be tried here: it does not answer in words or vectors.");
  }
}
