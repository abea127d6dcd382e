import * as l10n from "@vscode/l10n";
import type { Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";

/** The first Ollama that keeps what is younger than an hour when it starts (docs/ollama.md §2.3). */
const KEEPS_FRESH_PARTIALS = "0.21.0";

/** Whether this Ollama deletes all unfinished downloads whenever it starts; one that we start is told not to. */
export const losesPartials = ({ control, situation }: Service): boolean =>
  control !== "ours" && situation.kind === "running" && isOlderThan(situation.version, KEEPS_FRESH_PARTIALS);

/** What becomes of a download that is left unfinished. */
export function describeKept(service: Service): string {
  if (losesPartials(service))
    return l10n.t(
      "Ollama before 0.21 throws unfinished downloads away when it starts: do not restart it until this one is done.",
    );
  if (service.control === "ours") return l10n.t("What is there is kept, and it goes on from there.");
  return l10n.t("What is there is kept, as long as Ollama is not restarted more than an hour later.");
}
