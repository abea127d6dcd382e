import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { serverOfRun } from "../service/server-process.ts";
import type { Refusal } from "../shared/decision.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { newerRelease } from "./release.ts";
import { wayToUpdate, type WayToUpdate } from "./way-to-update.ts";

/** Nothing is offered before a newer one is known. */
export const whyNoUpdate = (state: AppState): Refusal | undefined =>
  newerRelease(hostFacts(state).service, state.readings.release) === undefined
    ? { reason: "no-newer-release" }
    : undefined;

/** Types the command that updates Ollama, for the person to run, or opens the page that says how. */
export async function updateOllama({ app, show }: ActionContext): Promise<ActionAnswer> {
  const state = app.state();
  const refusal = whyNoUpdate(state);
  if (refusal) return refused(refusal);
  const { service } = hostFacts(state);
  const server = serverOfRun(service, hostReadings(state).located);
  const way = wayToUpdate(service.owner, server?.executable);
  const remark = describeRemark(way.remark);
  if (remark !== "") show.mention(remark);
  await (way.kind === "command" ? show.terminal(way.command) : show.website(way.url));
  return done();
}

function describeRemark(remark: WayToUpdate["remark"]): string {
  switch (remark) {
    case "service-file":
      return l10n.t(
        "The installer writes the file of the service anew. Variables that are set in it are lost, those of “systemctl edit” stay.",
      );
    case "new-container":
      return l10n.t("This fetches the image. Then make the container again from it, with the same volume.");
    case "by-itself":
      return l10n.t("The Ollama app downloads updates by itself: choose “Restart to update” in its menu.");
    case "as-installed":
      return l10n.t("Update Ollama as it was installed: by a package manager, or from this page.");
    case "nothing":
      return "";
  }
}
