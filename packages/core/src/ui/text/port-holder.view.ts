import * as l10n from "@vscode/l10n";
import type { ShownHolder } from "../../service/shown-holder.ts";

/** The program that uses the port, in short; empty if its name is not known. */
export function holderName(holder: ShownHolder | undefined): string {
  const { name, pid, user } = holder ?? {};
  if (name === undefined || pid === undefined) return "";
  return user === undefined
    ? l10n.t("{0}, process {1}", name, pid)
    : l10n.t("{0}, process {1} of the user {2}", name, pid, user);
}

/** Which program uses the port; empty if nothing is known of it. */
export function describeHolder(holder: ShownHolder | undefined): string {
  const { name, pid, user } = holder ?? {};
  if (name !== undefined && pid !== undefined)
    return user === undefined
      ? l10n.t("Port in use by {0}, process {1}.", name, pid)
      : l10n.t("Port in use by {0}, process {1} of the user {2}.", name, pid, user);
  if (pid !== undefined) return l10n.t("Port in use by process {0}.", pid);
  return user === undefined ? "" : l10n.t("Port in use by a program of the user {0}.", user);
}
