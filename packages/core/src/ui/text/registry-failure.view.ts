import * as l10n from "@vscode/l10n";
import type { Failure } from "../../shared/failure.ts";
import { describeFailure } from "./failure.view.ts";
import { describeSearchFailure, isPassing } from "../../search/search-failure.view.ts";

/**
 * Why the size of a download is not known. Paddock asked the registry from its own machine; Ollama may still be able to
 * reach the registry.
 */
export function describeRegistryFailure(failure: Failure, host: string): string {
  if (failure.kind === "unreachable" && failure.cause === "tls")
    return l10n.t(
      "Paddock cannot connect securely to {0}. Check its certificate, or the setting for insecure registries.",
      host,
    );
  if (failure.kind === "unreachable")
    return l10n.t(
      "Paddock cannot reach {0}. Check your network. Ollama may still be able to reach it.",
      host,
    );
  if (failure.kind === "no-connection")
    return l10n.t(
      "Paddock cannot reach {0} ({1}). Check your network. Ollama may still be able to reach it.",
      host,
      failure.detail,
    );
  if (failure.kind === "redirected")
    return l10n.t("{0} redirects too often, or to an insecure address. Check the name.", host);
  if (failure.kind === "unreadable" || failure.kind === "not-http")
    return l10n.t("{0} did not answer like a model registry. Check the name.", host);
  if (failure.kind === "rejected" && failure.message === "" && !isPassing(failure.status))
    return l10n.t("{0} rejected the request (status {1}). Check the name.", host, failure.status);
  // A registry gives Paddock and Ollama the same answer about a model.
  return failure.kind === "unauthorised" || failure.kind === "not-in-registry"
    ? describeFailure(failure)
    : describeSearchFailure(failure, host);
}
