import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { hostChoices } from "./host-rows.view.ts";
import type { HostId } from "./host.ts";
import { removable } from "./watched-hosts.ts";
import { writing } from "../ui/write-settings.action.ts";

/** Removes a host from the list, after asking. */
export async function removeHost(
  { app, clock, prompt, confirm, hosts, show }: ActionContext,
  { to }: { readonly to?: HostId },
): Promise<ActionAnswer> {
  const names = removable(app.state().facts.watched);
  if (to !== undefined && !names.has(to)) return refused({ reason: "no-such-host", host: to });
  const host =
    to ??
    (await prompt.choose({
      title: l10n.t("Remove Host"),
      placeholder: l10n.t("Select the host to remove from the list"),
      choices: hostChoices(app.state(), clock.now()).filter(({ value }) => names.has(value)),
    }));
  const name = host === undefined ? undefined : names.get(host);
  if (name === undefined) return refused({ reason: "declined" });
  const isSure = await confirm.confirm({
    text: l10n.t("Remove “{0}” from the list of hosts?", name),
    detail: (await hosts.hasHeaders(name))
      ? l10n.t("Its request headers are deleted here. Nothing is changed on the host itself.")
      : l10n.t("Nothing is changed on the host itself."),
    yes: l10n.t("Remove"),
  });
  if (!isSure) return refused({ reason: "declined" });
  const refusal = await writing("hosts", () => hosts.remove(name));
  if (refusal) return refused(refusal);
  show.mention(l10n.t("“{0}” was removed from the list of hosts.", name));
  return done();
}
