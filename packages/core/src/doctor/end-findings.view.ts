import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { isOurs } from "../service/owner.ts";
import { openEnvironmentSetting, openHostSetting } from "../service/service-actions.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import type { Cause } from "./cause.ts";
import { fixBy, type Finding } from "./check.view.ts";
import type { LogSign } from "./log-signs.ts";

type Words = {
  readonly cause: Cause;
  readonly finding: string;
  /** What to do about it; the button does it, or opens where to do it. */
  readonly next: string;
  readonly fixes: readonly Action[];
};

/** Why the server does not run, by a line of its log. */
export function endFinding(state: AppState, sign: LogSign): Finding | undefined {
  const words = wordsOf(state, sign);
  return (
    words && {
      cause: words.cause,
      finding: words.finding,
      evidence: words.next,
      logLine: sign.line,
      ...fixBy(state, ...words.fixes),
    }
  );
}

function wordsOf(state: AppState, { kind, details: [detail = ""] }: LogSign): Words | undefined {
  switch (kind) {
    case "port-taken":
    case "port-forbidden":
    case "address-not-here":
      return addressWords(state, kind, detail);
    case "folder-denied":
    case "folder-missing":
    case "folder-not-a-folder":
    case "folder-read-only":
      return folderWords(state, kind, detail);
    case "key-unreadable":
      return {
        cause: "key-unreadable",
        finding: l10n.t("Ollama cannot read its own key."),
        next: l10n.t(
          "Let “{0}” and its folder belong to the user that runs Ollama, then start it again.",
          detail,
        ),
        fixes: [actionOf({ type: "service.start" }), actionOf({ type: "service.restart" })],
      };
    case "disk-full":
      return {
        cause: "disk-full",
        finding: l10n.t("The disk is full."),
        next: l10n.t("Free some space, then start Ollama again."),
        fixes: [actionOf({ type: "dashboard.show-part", part: "disk" }, l10n.t("Free Space…"))],
      };
    case "no-home":
      return {
        cause: "no-home",
        finding: l10n.t("Ollama does not know its home folder."),
        next: l10n.t("Set HOME where Ollama is started, such as in its unit, then start it again."),
        fixes: elsewhere(),
      };
    case "missing-library":
      return {
        cause: "missing-library",
        finding: l10n.t("This system lacks a library that Ollama needs: {0}.", detail),
        next: l10n.t("Install it, or an Ollama that was made for this system."),
        fixes: [actionOf({ type: "ollama.install" })],
      };
    case "wrong-architecture":
      return {
        cause: "wrong-architecture",
        finding: l10n.t("This Ollama was made for another kind of processor."),
        next: l10n.t("Install the Ollama for this machine."),
        fixes: [actionOf({ type: "ollama.install" })],
      };
    case "gave-up":
      return {
        cause: "crash-loop",
        finding: l10n.t("Ollama ended again and again, so systemd does not start it any more."),
        next: l10n.t("See its log for what it said last, then start it yourself."),
        fixes: [actionOf({ type: "service.show-log" }), actionOf({ type: "service.start" })],
      };
    case "panic":
      return {
        cause: "crashed",
        finding: l10n.t("Ollama has crashed."),
        next: l10n.t("Start it again. If it happens again, update Ollama."),
        fixes: [actionOf({ type: "service.start" })],
      };
    case "no-avx":
    case "too-little-memory":
    case "model-too-new":
    case "model-missing":
    case "model-damaged":
    case "too-many-files":
    case "load-too-slow":
    case "no-llama-server":
    case "runner-failed":
      return undefined;
  }
}

/** `detail` is the address that this machine does not have. */
function addressWords(
  state: AppState,
  kind: "port-taken" | "port-forbidden" | "address-not-here",
  detail: string,
): Words {
  switch (kind) {
    case "port-taken":
      return {
        cause: "another-program",
        finding: l10n.t("Another program uses Ollama's port, perhaps a second Ollama."),
        next: l10n.t("End that program, or use another port."),
        fixes: [actionOf({ type: "service.use-other-port" }), openHostSetting()],
      };
    case "port-forbidden":
      return {
        cause: "port-forbidden",
        finding: l10n.t("The system does not let Ollama use this port."),
        next: l10n.t(
          "Windows keeps ranges of ports for itself, and Linux those below 1024: use another port.",
        ),
        fixes: [actionOf({ type: "service.use-other-port" }), openHostSetting()],
      };
    case "address-not-here":
      return {
        cause: "address-not-here",
        finding: l10n.t("Ollama is to listen at an address that this machine does not have: {0}.", detail),
        next: l10n.t("Let it listen at 127.0.0.1, or at the address that this machine has now."),
        fixes: isOurs(hostFacts(state).service.owner) ? [openHostSetting()] : elsewhere(),
      };
  }
}

/** `missing` is the part of the path that Ollama could not make. */
function folderWords(
  state: AppState,
  cause: "folder-denied" | "folder-missing" | "folder-not-a-folder" | "folder-read-only",
  missing: string,
): Words {
  const fixes = folderFixes(state);
  switch (cause) {
    case "folder-denied":
      return {
        cause,
        finding: l10n.t("Ollama cannot write to its models folder, or to a folder above it."),
        next: l10n.t(
          "The user that runs Ollama must be able to enter each folder of “{0}”, and to write in the last one. If it is on another drive, see whether that is there.",
          missing,
        ),
        fixes,
      };
    case "folder-missing":
      return {
        cause,
        finding: l10n.t("The place of the models folder is not there."),
        next: l10n.t("“{0}” cannot be made: connect its drive, or choose another folder.", missing),
        fixes,
      };
    case "folder-not-a-folder":
      return {
        cause,
        finding: l10n.t("The path of the models folder leads through a file."),
        next: l10n.t("“{0}” is a file: choose another folder.", missing),
        fixes,
      };
    case "folder-read-only":
      return {
        cause,
        finding: l10n.t("The models folder is on a disk that can only be read."),
        next: l10n.t("Make the disk of “{0}” writable, or choose another folder.", missing),
        fixes,
      };
  }
}

/** Where the folder is chosen. */
export const folderFixes = (state: AppState): readonly Action[] =>
  isOurs(hostFacts(state).service.owner) ? [openEnvironmentSetting()] : elsewhere();

const elsewhere = (): readonly Action[] => [
  actionOf({ type: "service.show-environment-lines" }, l10n.t("Show How to Change It…")),
];
