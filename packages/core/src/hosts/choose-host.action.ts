import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { hostChoices } from "./host-rows.view.ts";
import { isWatched } from "./watched-hosts.ts";
import type { HostId } from "./host.ts";

/** Shows a host in this window, or lets the person choose one. */
export async function chooseHost(
  { app, clock, prompt }: ActionContext,
  { to }: { readonly to?: HostId },
): Promise<ActionAnswer> {
  const host =
    to ??
    (await prompt.choose({
      title: l10n.t("Choose Host"),
      placeholder: l10n.t("Select the host that this window shows"),
      choices: hostChoices(app.state(), clock.now()),
    }));
  if (host === undefined) return refused({ reason: "declined" });
  if (!isWatched(app.state().facts.watched, host)) return refused({ reason: "not-watched", host });
  app.choose(host);
  return done();
}
