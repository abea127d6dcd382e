import * as l10n from "@vscode/l10n";
import { remarks, sentences } from "../ui/text/format.view.ts";
import { remoteKindOf, type OtherAddress, type PreparingLine, type RemoteKind } from "./remote-window.ts";

/** Which machine a remote window works on; `localhost` is the hostname that this window shows. */
export function describeRemoteMachine(
  remote: string,
  localhost: string,
): { readonly detail: string; readonly hover: readonly string[] } {
  const kind = remoteKindOf(remote);
  return { detail: detailOf(kind, remote), hover: [whatLocalIs(kind, localhost), describeOther(kind)] };
}

function detailOf(kind: RemoteKind, remote: string): string {
  switch (kind) {
    case "ssh":
      return l10n.t("SSH host, not your own computer");
    case "wsl":
      return l10n.t("WSL, not Windows");
    case "container":
      return l10n.t("container, not the machine that runs it");
    case "codespace":
      return l10n.t("codespace, not your own computer");
    case "tunnel":
      return l10n.t("end of the tunnel, not your own computer");
    case "browser":
      return l10n.t("remote, not your own computer");
    case "other":
      return l10n.t("remote ({0}), not your own computer", remote);
  }
}

function whatLocalIs(kind: RemoteKind, localhost: string): string {
  switch (kind) {
    case "wsl":
      return l10n.t("In this window, “{0}” is WSL. Windows may be another machine to it.", localhost);
    case "container":
      return l10n.t("In this window, “{0}” is the container, not the machine that runs it.", localhost);
    case "ssh":
    case "codespace":
    case "tunnel":
    case "browser":
    case "other":
      return l10n.t("In this window, “{0}” is the remote machine, not your own computer.", localhost);
  }
}

/** How the other Ollama is reached, in one line of a picker. */
export function describeOther(kind: RemoteKind): string {
  switch (kind) {
    case "ssh":
      return l10n.t("An SSH forward leads from here to the Ollama of your own computer.");
    case "wsl":
      return l10n.t("Windows is at 127.0.0.1 if WSL's network is mirrored, else at the gateway.");
    case "container":
      return l10n.t("That machine is host.docker.internal here, with Podman host.containers.internal.");
    case "codespace":
      return l10n.t("A codespace runs at GitHub. Only a forward leads to your own computer.");
    case "tunnel":
      return l10n.t("A tunnel does not lead back. In one network, enter your computer's address.");
    case "browser":
    case "other":
      return l10n.t("Your own computer is reached from here by its address in the same network.");
  }
}

/** Whose Ollama it is that this window does not show by itself. */
export function otherOllama(kind: RemoteKind): string {
  switch (kind) {
    case "wsl":
      return l10n.t("Ollama of Windows");
    case "container":
      return l10n.t("Ollama of the machine that runs this container");
    case "ssh":
    case "codespace":
    case "tunnel":
    case "browser":
    case "other":
      return l10n.t("Ollama of your own computer");
  }
}

/** The name that is proposed for it. */
export function otherName(kind: RemoteKind): string {
  switch (kind) {
    case "wsl":
      return l10n.t("Windows");
    case "container":
      return l10n.t("Outside the container");
    case "ssh":
    case "codespace":
    case "tunnel":
    case "browser":
    case "other":
      return l10n.t("My computer");
  }
}

export function describeAddress({ by }: OtherAddress): string {
  switch (by) {
    case "name":
      return l10n.t("the name of that machine in the container");
    case "gateway":
      return l10n.t("the gateway");
    case "same-network":
      return l10n.t("WSL and Windows share it");
    case "forward":
      return l10n.t("once the forward is open");
  }
}

/** Where a line belongs. */
export function describeLine({ use }: PreparingLine): string {
  switch (use) {
    case "ssh-config":
      return l10n.t("for this host in ~/.ssh/config of your own computer");
    case "ssh-command":
      return l10n.t("in a terminal of your own computer, with your host");
    case "gh-command":
      return l10n.t("in a terminal of your own computer");
    case "dev-container":
      return l10n.t("in devcontainer.json, for Docker Engine on Linux");
    case "windows":
      return remarks(l10n.t("in a terminal of Windows"), opensIt());
    case "container-host":
      return remarks(l10n.t("for Ollama there, if it only answers on 127.0.0.1"), opensIt());
  }
}

const opensIt = (): string => l10n.t("opens it to your network");

/** What a person has to do once they have copied a line. */
export function afterCopying({ use }: PreparingLine): string {
  switch (use) {
    case "ssh-config":
      return sentences(
        l10n.t("Copied. Save it, connect this window again, then add the host."),
        reachedByAll(),
      );
    case "ssh-command":
      return sentences(
        l10n.t("Copied. Run it with the name of your SSH host, then add the host."),
        reachedByAll(),
      );
    case "gh-command":
      return l10n.t("Copied. Run it, and choose this codespace, then add the host.");
    case "dev-container":
      return l10n.t("Copied. Rebuild the container, then add the host.");
    case "windows":
    case "container-host":
      return sentences(
        l10n.t("Copied. Quit Ollama there and start it again, then add the host."),
        l10n.t("It is then reachable from your network, without a password."),
      );
  }
}

/** A forwarded port listens on the loopback address of the SSH host (ssh(1), `-R`). */
const reachedByAll = (): string =>
  l10n.t("All users of that machine can then use your Ollama, without a password.");
