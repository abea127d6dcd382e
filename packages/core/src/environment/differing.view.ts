import * as l10n from "@vscode/l10n";
import { actionOf, type Action } from "../ui/actions.ts";
import { list, plural } from "../ui/text/format.view.ts";

/** In which variables our running service differs from the settings. */
export const describeDiffering = (names: readonly string[]): string =>
  plural(names.length, {
    one: l10n.t("Ollama runs with another value of {0} than the settings have.", list(names)),
    other: l10n.t("Ollama runs with other values of {0} than the settings have.", list(names)),
  });

/** Restarts the service, and so starts it with the variables in the settings. */
export const restartWithThese = (): Action =>
  actionOf({ type: "service.restart" }, l10n.t("Restart with These"));
