import * as l10n from "@vscode/l10n";
import type { EndpointProblem } from "../../hosts/endpoint.ts";
import type { Exit, Failure, ReachFailure, StoreFailure } from "../../shared/failure.ts";
import { took } from "./format.view.ts";

/** The only place where a failure becomes words: what happened, and what to do next. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case "unreachable":
      return describeUnreachable(failure.cause);
    case "timed-out":
      return l10n.t(
        "No answer within {0}. The service may be busy or hung; restarting it helps.",
        took(failure.afterMs),
      );
    case "no-connection":
      return l10n.t("There is no connection to that host ({0}). Check your network.", failure.detail);
    case "bad-gateway":
      return l10n.t(
        "A proxy answers ({0}), but Ollama behind it does not. Start Ollama there, or correct the host.",
        failure.status,
      );
    case "aborted":
      return l10n.t("It was given up because Paddock looks after another Ollama now.");
    case "interrupted":
      return l10n.t("The window that was at it was closed in the middle of it. Try again.");
    case "forbidden":
      return failure.status !== 403
        ? l10n.t(
            "Not authorised ({0}). A proxy in front of Ollama wants a token: enter it with “Set Request Headers…”.",
            failure.status,
          )
        : l10n.t(
            "Refused (403, no reason given). Ollama refuses host names it does not know: use an address, or let the proxy rewrite the Host header.",
          );
    case "redirected":
      return l10n.t(
        "The address redirects elsewhere ({0}). Enter the address it redirects to as the host.",
        failure.status,
      );
    case "not-http":
      return l10n.t("Something answers at this address, but it does not speak HTTP. Choose another port.");
    case "not-supported":
      return l10n.t("This Ollama does not know {0}. Update Ollama.", failure.endpoint);
    case "unreadable":
      return l10n.t(
        "The answer to {0} could not be read ({1}). Another program or a proxy may be answering in Ollama's place.",
        failure.endpoint,
        failure.problem,
      );
    case "cut-off":
      return l10n.t("The answer broke off in the middle. The service may have stopped; try again.");
    case "busy":
      return l10n.t("Ollama is busy: too many requests are waiting. Try again in a moment.");
    case "no-such-model":
      return l10n.t("Ollama does not find this model any more. Refresh the models.");
    case "invalid-name":
      return l10n.t("Ollama does not accept this name. A name is like “llama3.2” or “user/model:tag”.");
    case "rejected":
      return failure.message === ""
        ? l10n.t("Ollama answered with status {0}. Its log may say more.", failure.status)
        : l10n.t("Ollama says: {0}", failure.message);
    case "unexpected":
      return l10n.t("Something unexpected: {0}", failure.detail);
    case "not-in-registry":
      return l10n.t("The registry has no model of that name. Check the spelling and the tag.");
    case "needs-newer-ollama":
      return l10n.t("This model needs a newer Ollama. Update Ollama, then try again.");
    case "needs-mlx":
      return l10n.t("This model needs MLX, which this machine does not have. Choose its GGUF variant.");
    case "sharded":
      return l10n.t(
        "This model is split into several files, which Ollama cannot download. Choose another quantisation.",
      );
    case "rate-limited":
      return l10n.t("The registry limits how much may be downloaded. Wait a while, then try again.");
    case "unauthorised":
      return l10n.t(
        "The registry does not let this Ollama in. Add its key at ollama.com/settings/keys or huggingface.co/settings/keys, or ask for access to the model.",
      );
    case "insecure-registry":
      return l10n.t(
        "The registry speaks http, not https. Add its host to “paddock.registries.insecure” if you trust it.",
      );
    case "not-a-registry":
      return l10n.t(
        "Ollama cannot download from this registry: it does not work as Ollama's do. Choose another.",
      );
    case "registry-unreachable":
      return l10n.t(
        "Ollama cannot reach the registry: {0}. Check the network of the machine it runs on.",
        failure.detail,
      );
    case "registry-tls":
      return l10n.t(
        "Ollama does not trust the registry's certificate: {0}. If a proxy checks what is encrypted, make its certificate known to the machine Ollama runs on.",
        failure.detail,
      );
    case "store-unreachable":
      return l10n.t(
        "The store behind the registry does not deliver: {0}. Try again later; what is there is kept.",
        failure.detail,
      );
    case "disk-full":
      return l10n.t(
        "The disk of the machine Ollama runs on is full. Free some space, then try again; what is there is kept.",
      );
    case "folder-unwritable":
      return l10n.t(
        "Ollama cannot write its models folder: {0}. Give the user who runs Ollama the right to, then try again.",
        failure.detail,
      );
    case "digest-mismatch":
      return l10n.t("What was downloaded is damaged and was thrown away. Try again.");
    case "partial-lost":
      return l10n.t(
        "Ollama has thrown away a part of what was unfinished, and cannot go on. “Repair” deletes the rest; or delete its “-partial” files in Ollama's models folder.",
      );
    case "stalled":
      return l10n.t(
        "Not a byte has come for {0}. Check the network; what is there is kept.",
        took(failure.afterMs),
      );
    case "still-cancelling":
      return l10n.t("Ollama is still giving up the last download of this model. Try again in a minute.");
    case "not-installed":
      return l10n.t(
        "Ollama is not installed on this machine, or not found. Install it, or set “paddock.executable”.",
      );
    case "no-executable":
      return l10n.t(
        "There is no program at “{0}”. Correct the setting “paddock.executable”: it takes a full path.",
        failure.path,
      );
    case "spawn-failed":
      return l10n.t("“{0}” could not be started: {1}", failure.path, failure.detail);
    case "exited":
      return l10n.t("Ollama ended while starting ({0}). Its log says why.", describeExit(failure.exit));
    case "port-in-use":
      return l10n.t("Another program has the port. Stop it, or choose another port.");
    case "start-timed-out":
      return l10n.t(
        "Ollama did not answer within {0} and was stopped. Its log may say why.",
        took(failure.afterMs),
      );
    case "store-missing":
    case "store-full":
    case "store-read-only":
    case "store-damaged":
    case "store-newer":
      return describeStoreFailure(failure);
    case "stop-timed-out":
      return l10n.t(
        "Ollama did not end within {0}. End its process with the tools of your system.",
        took(failure.afterMs),
      );
  }
}

/** Why the history is not kept, and what to do about it. */
export function describeStoreFailure(failure: StoreFailure): string {
  switch (failure.kind) {
    case "store-missing":
      return l10n.t(
        "This version of VS Code has no SQLite, which Paddock keeps its history in. Update VS Code.",
      );
    case "store-full":
      return l10n.t("The disk that VS Code keeps its data on is full, or does not work. Free some space.");
    case "store-read-only":
      return l10n.t("VS Code's data cannot be written. Check who may write its folder.");
    case "store-damaged":
      return l10n.t("Paddock's history is damaged. Close all windows: a new one begins with the next start.");
    case "store-newer":
      return l10n.t("A newer Paddock has written the history. Update Paddock, or reload this window.");
  }
}

/** What is wrong with an address that a setting holds. */
export function describeEndpointProblem(problem: EndpointProblem): string {
  switch (problem) {
    case "not-text":
      return l10n.t("The setting must be a text in quotes, like “192.168.1.5:11434”.");
    case "bad-scheme":
      return l10n.t("An address begins with http:// or https://, or with the host itself.");
    case "bad-host":
      return l10n.t("This is not the name or the address of a host. Write it like “192.168.1.5:11434”.");
    case "bad-port":
      return l10n.t("A port is a number from 1 to 65535.");
    case "has-credentials":
      return l10n.t("A name and a password do not belong here. Enter them with “Set Request Headers…”.");
  }
}

/** How a process ended, in brackets. */
export function describeExit({ code, signal }: Exit): string {
  if (signal !== undefined) return l10n.t("ended by {0}", signal);
  return code === undefined ? l10n.t("no reason known") : l10n.t("exit code {0}", code);
}

function describeUnreachable(cause: Extract<ReachFailure, { kind: "unreachable" }>["cause"]): string {
  switch (cause) {
    case "refused":
      return l10n.t("Nobody listens there. Start the service, or correct the host.");
    case "reset":
      return l10n.t("The connection broke. The service may have stopped; try again.");
    case "no-such-host":
      return l10n.t("There is no host of that name. Check the host and your network.");
    case "no-route":
      return l10n.t("There is no way to that host. Check your network.");
    case "tls":
      return l10n.t(
        "No secure connection: the host's certificate is not trusted, or it does not speak https.",
      );
  }
}
