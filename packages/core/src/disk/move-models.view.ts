import * as l10n from "@vscode/l10n";
import type { Owner } from "../service/owner.ts";
import { moveLines } from "./move-models.ts";

type Move = { readonly from: string; readonly to: string; readonly owner: Owner };

/** A text for an editor: what to do, step by step, with the exact lines. */
export function describeMove({ from, to, owner }: Move): string {
  const lines = moveLines({ from, to }, owner);
  const steps = [
    {
      text: l10n.t("Stop Ollama, so that nothing is written meanwhile (Paddock: Stop Ollama Service)."),
      lines: [],
    },
    { text: l10n.t("Copy the models. The old folder stays until you delete it."), lines: lines.copy },
    ...(lines.rights.length > 0
      ? [{ text: l10n.t("Give the new folder to the user that runs Ollama."), lines: lines.rights }]
      : []),
    { text: whereToSet(owner, to), lines: lines.set },
    {
      text: l10n.t("Start Ollama (Paddock: Start Ollama Service), and look whether it has its models."),
      lines: ["ollama list"],
    },
    { text: l10n.t("Only then delete the old folder: {0}", from), lines: [] },
  ];
  return [
    l10n.t("Move Ollama's models from {0} to {1}", from, to),
    l10n.t("Paddock changes nothing by itself. These are the steps, with the lines for your machine."),
    ...steps.map(({ text, lines }, index) =>
      [
        `${index + 1}. ${text}`,
        ...(lines.length > 0 ? ["", ...lines.map((line) => `    ${line}`)] : []),
      ].join("\n"),
    ),
    "",
  ].join("\n\n");
}

function whereToSet(owner: Owner, to: string): string {
  switch (owner.kind) {
    case "paddock":
    case "looking":
      return l10n.t(
        "In VS Code's settings, set OLLAMA_MODELS in “paddock.service.environment” to {0}.",
        JSON.stringify(to),
      );
    case "systemd":
    case "homebrew":
    case "mac-app":
    case "windows-app":
      return l10n.t("Tell Ollama where they are now.");
    case "terminal":
      return l10n.t("Start Ollama with the new folder. Add the variable to your shell's profile to keep it.");
    case "container":
      return l10n.t("Make the container anew, with the new folder mounted in place of the old one.");
    case "windows-service":
      return l10n.t("In the environment of the service, set OLLAMA_MODELS to {0}.", to);
    case "kubernetes":
      return l10n.t("Mount a volume with the copied models at the place of the old one in the workload.");
    case "custom":
    case "another-program":
    case "elsewhere":
      return l10n.t("In the environment of whatever starts Ollama, set OLLAMA_MODELS to {0}.", to);
  }
}
