import * as l10n from "@vscode/l10n";

/** What a model can do, as it is shown: Ollama says “completion” for a chat. What is not known stays as it was told. */
export function capabilityWord(capability: string): string {
  switch (capability) {
    case "completion":
      return l10n.t("chat");
    case "thinking":
      return l10n.t("thinking");
    case "vision":
      return l10n.t("vision");
    case "tools":
      return l10n.t("tools");
    case "embedding":
      return l10n.t("embedding");
    default:
      return capability;
  }
}
