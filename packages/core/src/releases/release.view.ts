import * as l10n from "@vscode/l10n";
import { isRunning, otherServerIn, versionOf, type Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import type { Failure } from "../shared/failure.ts";

/** The host that is asked for the newest release; people are told its name. */
const RELEASE_HOST = "api.github.com";

/** The result of a check. */
export function describeRelease(service: Service, newest: string): string {
  if (!isRunning(service) || otherServerIn(service)) return l10n.t("The newest Ollama is {0}.", newest);
  const version = versionOf(service);
  if (isOlderThan(version, newest)) return l10n.t("Ollama {0} is out; {1} is running.", newest, version);
  if (version === newest) return l10n.t("Ollama {0} is running, which is the newest one.", version);
  return l10n.t("Ollama {0} is running; the newest release is {1}.", version, newest);
}

/** Why nothing is known after a check. */
export function describeCheckFailure({ kind }: Failure): string {
  switch (kind) {
    case "rate-limited":
      return l10n.t(
        "{0} does not answer any more requests from here for now. Try again in an hour.",
        RELEASE_HOST,
      );
    case "unreadable":
    case "rejected":
    case "redirected":
      return l10n.t("{0} did not say which Ollama is the newest.", RELEASE_HOST);
    default:
      return l10n.t("{0} cannot be reached, so it is not known which Ollama is the newest.", RELEASE_HOST);
  }
}
