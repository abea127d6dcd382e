import * as l10n from "@vscode/l10n";
import { actionOf, type Action } from "../ui/actions.ts";
import { grouped, list, plural } from "../ui/text/format.view.ts";

/** In which variables our running service differs from the settings. */
export const describeDiffering = (names: readonly string[]): string =>
  plural(names.length, {
    one: l10n.t("Ollama runs with another value of {0} than the settings have.", list(names)),
    other: l10n.t("Ollama runs with other values of {0} than the settings have.", list(names)),
  });

/** Restarts the service, and so starts it with the variables in the settings. */
export const restartWithThese = (names: readonly string[]): Action =>
  actionOf(
    { type: "service.restart" },
    plural(names.length, {
      one: l10n.t("Restart to Apply {0} Setting", grouped(names.length)),
      other: l10n.t("Restart to Apply {0} Settings", grouped(names.length)),
    }),
  );
