import * as l10n from "@vscode/l10n";
import { isElsewhere, isInWsl, type Owner } from "./owner.ts";

/** Who runs the service, as a value next to a label. */
export function describeOwner(owner: Owner): string {
  const process = "process" in owner ? owner.process : undefined;
  return process === undefined ? ownerName(owner) : l10n.t("{0}, pid {1}", ownerName(owner), process.pid);
}

/** Empty while it is being found out. */
export function describeRunBy(owner: Owner): string {
  if (owner.kind === "looking") return "";
  return isElsewhere(owner) ? l10n.t("on another machine") : l10n.t("run by {0}", ownerName(owner));
}

function ownerName(owner: Owner): string {
  switch (owner.kind) {
    case "looking":
      return l10n.t("finding out…");
    case "paddock":
      return l10n.t("Paddock");
    case "terminal":
      return l10n.t("a terminal");
    case "systemd":
      return owner.scope === "system"
        ? l10n.t("systemd unit {0}", owner.unit)
        : l10n.t("systemd user unit {0}", owner.unit);
    case "homebrew":
      return l10n.t("Homebrew");
    case "mac-app":
    case "windows-app":
      return l10n.t("the Ollama app");
    case "windows-service":
      return l10n.t("Windows service {0}", owner.service);
    case "container":
      return owner.context === undefined || owner.context === "default"
        ? l10n.t("container {0} ({1})", owner.name, owner.engine)
        : l10n.t("container {0} ({1}, context {2})", owner.name, owner.engine, owner.context);
    case "kubernetes":
      return l10n.t("Kubernetes: {0} in {1}", owner.workload.replace("/", " "), owner.namespace);
    case "custom":
      return owner.name;
    case "another-program":
      return describeProgram(owner);
    case "elsewhere":
      return l10n.t("another machine");
  }
}

function describeProgram(owner: Extract<Owner, { kind: "another-program" }>): string {
  if (isInWsl(owner)) return l10n.t("an Ollama in WSL");
  if (owner.job !== undefined) return l10n.t("launchd job {0}", owner.job);
  return owner.user === undefined ? l10n.t("another program") : l10n.t("a program of user {0}", owner.user);
}
