import * as l10n from "@vscode/l10n";
import { isOurs } from "../service/owner.ts";
import type { Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";

/** The first Ollama that keeps partial files younger than an hour when it starts (docs/ollama.md §2.3). */
const KEEPS_FRESH_PARTIALS = "0.21.0";

/** Whether this Ollama deletes all unfinished downloads when it starts; one that we start is told not to. */
export const losesPartials = (service: Service): boolean =>
  !isOurs(service.owner) &&
  service.situation.kind === "running" &&
  isOlderThan(service.situation.version, KEEPS_FRESH_PARTIALS);

/** What happens to the data of an unfinished download. */
export function describeKept(service: Service): string {
  if (losesPartials(service))
    return l10n.t(
      "Ollama before version 0.21 deletes unfinished downloads when it starts. Do not restart it until this download is finished.",
    );
  if (isOurs(service.owner))
    return l10n.t("The data downloaded so far is kept. The download continues from there.");
  return l10n.t("The data downloaded so far is kept, unless Ollama restarts more than an hour later.");
}
