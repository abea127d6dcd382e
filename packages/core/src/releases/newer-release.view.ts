import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { newerRelease } from "./release.ts";

/** “0.40.12 is out”, which leads to the way to update; `null` if nothing newer is known. */
export function newerReleaseAction(state: AppState): Action | null {
  const version = newerRelease(hostFacts(state).service, state.readings.release);
  return version === undefined ? null : actionOf({ type: "release.update" }, l10n.t("{0} is out", version));
}
