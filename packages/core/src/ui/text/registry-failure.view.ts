import * as l10n from "@vscode/l10n";
import type { Failure } from "../../shared/failure.ts";
import { describeFailure } from "./failure.view.ts";
import { describeSearchFailure } from "../../search/search-failure.view.ts";

/**
 * Why the registry of a model has not told what a download would be. It was VS Code that asked, from the machine that
 * its extensions run on: Ollama, which downloads, may reach what VS Code does not.
 */
export function describeRegistryFailure(failure: Failure, host: string): string {
  if (failure.kind === "unreachable" && failure.cause === "tls")
    return l10n.t(
      "VS Code has no secure connection to {0}. Check its certificate, or “paddock.registries.insecure”.",
      host,
    );
  if (failure.kind === "unreachable")
    return l10n.t("VS Code cannot reach {0}. Check your network; Ollama may reach it all the same.", host);
  if (failure.kind === "no-connection")
    return l10n.t(
      "VS Code cannot reach {0} ({1}). Check your network; Ollama may reach it all the same.",
      host,
      failure.detail,
    );
  if (failure.kind === "redirected")
    return l10n.t("{0} sends VS Code in circles, or to where it is not safe. Check the name.", host);
  if (failure.kind === "unreadable" || failure.kind === "not-http")
    return l10n.t("{0} did not answer as a registry of Ollama's. Check the name.", host);
  if (failure.kind === "rejected" && failure.message !== "")
    return l10n.t("{0} says: {1}", host, failure.message);
  // What a registry says of a model is the same to whomever it says it.
  return failure.kind === "unauthorised" || failure.kind === "not-in-registry"
    ? describeFailure(failure)
    : describeSearchFailure(failure, host);
}
