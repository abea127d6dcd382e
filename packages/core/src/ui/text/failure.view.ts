import { t } from "@vscode/l10n";
import type { EndpointProblem } from "../../hosts/endpoint.ts";
import type { Exit, Failure, ReachFailure, StoreFailure } from "../../app/failure.ts";
import { took } from "./format.view.ts";

/** The only place where a failure becomes words: what happened, and what to do next. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case "unreachable":
      return describeUnreachable(failure.cause);
    case "timed-out":
      return t(
        "No answer within {0}. The service may be busy or hung; restarting it helps.",
        took(failure.afterMs),
      );
    case "no-connection":
      return t("There is no connection to that host ({0}). Check your network.", failure.detail);
    case "bad-gateway":
      return t(
        "A proxy answers ({0}), but Ollama behind it does not. Start Ollama there, or correct the host.",
        failure.status,
      );
    case "aborted":
      return t("It was given up because Paddock looks after another Ollama now.");
    case "interrupted":
      return t("The window that was at it was closed in the middle of it. Try again.");
    case "forbidden":
      return failure.status !== 403
        ? t(
            "Not authorised ({0}). A proxy in front of Ollama wants a token: enter it with “Set Request Headers…”.",
            failure.status,
          )
        : t(
            "Refused (403, no reason given). Ollama refuses host names it does not know: use an address, or let the proxy rewrite the Host header.",
          );
    case "redirected":
      return t(
        "The address redirects elsewhere ({0}). Enter the address it redirects to as the host.",
        failure.status,
      );
    case "not-http":
      return t("Something answers at this address, but it does not speak HTTP. Choose another port.");
    case "not-ollama":
      return t(
        "Something answers at this address, but it is not Ollama. Choose another port, or stop the other program.",
      );
    case "not-supported":
      return t("This Ollama does not know {0}. Update Ollama.", failure.endpoint);
    case "unreadable":
      return t(
        "The answer to {0} could not be read ({1}). Another program or a proxy may be answering in Ollama's place.",
        failure.endpoint,
        failure.problem,
      );
    case "cut-off":
      return t("The answer broke off in the middle. The service may have stopped; try again.");
    case "busy":
      return t("Ollama is busy: too many requests are waiting. Try again in a moment.");
    case "no-such-model":
      return t("Ollama does not find this model any more. Refresh the models.");
    case "invalid-name":
      return t("Ollama does not accept this name. A name is like “llama3.2” or “user/model:tag”.");
    case "rejected":
      return failure.message === ""
        ? t("Ollama answered with status {0}. Its log may say more.", failure.status)
        : t("Ollama says: {0}", failure.message);
    case "unexpected":
      return t("Something unexpected: {0}", failure.detail);
    case "not-in-registry":
      return t("The registry has no model of that name. Check the spelling and the tag.");
    case "needs-newer-ollama":
      return t("This model needs a newer Ollama. Update Ollama, then try again.");
    case "needs-mlx":
      return t("This model needs MLX, which this machine does not have. Choose its GGUF variant.");
    case "sharded":
      return t(
        "This model is split into several files, which Ollama cannot download. Choose another quantisation.",
      );
    case "rate-limited":
      return t("The registry limits how much may be downloaded. Wait a while, then try again.");
    case "unauthorised":
      return t(
        "The registry does not let this Ollama in. Add its key at ollama.com/settings/keys or huggingface.co/settings/keys, or ask for access to the model.",
      );
    case "insecure-registry":
      return t(
        "The registry speaks http, not https. Add its host to “paddock.registries.insecure” if you trust it.",
      );
    case "not-a-registry":
      return t("Ollama cannot download from this registry: it does not work as Ollama's do. Choose another.");
    case "registry-unreachable":
      return t(
        "Ollama cannot reach the registry: {0}. Check the network of the machine it runs on.",
        failure.detail,
      );
    case "registry-tls":
      return t(
        "Ollama does not trust the registry's certificate: {0}. If a proxy checks what is encrypted, make its certificate known to the machine Ollama runs on.",
        failure.detail,
      );
    case "store-unreachable":
      return t(
        "The store behind the registry does not deliver: {0}. Try again later; what is there is kept.",
        failure.detail,
      );
    case "disk-full":
      return t(
        "The disk of the machine Ollama runs on is full. Free some space, then try again; what is there is kept.",
      );
    case "folder-unwritable":
      return t(
        "Ollama cannot write its models folder: {0}. Give the user who runs Ollama the right to, then try again.",
        failure.detail,
      );
    case "digest-mismatch":
      return t("What was downloaded is damaged and was thrown away. Try again.");
    case "partial-lost":
      return t(
        "Ollama has thrown away a part of what was unfinished, and cannot go on. “Repair” deletes the rest; or delete its “-partial” files in Ollama's models folder.",
      );
    case "stalled":
      return t(
        "Not a byte has come for {0}. Check the network; what is there is kept.",
        took(failure.afterMs),
      );
    case "still-cancelling":
      return t("Ollama is still giving up the last download of this model. Try again in a minute.");
    case "not-installed":
      return t(
        "Ollama is not installed on this machine, or not found. Install it, or set “paddock.executable”.",
      );
    case "no-executable":
      return t(
        "There is no program at “{0}”. Correct the setting “paddock.executable”: it takes a full path.",
        failure.path,
      );
    case "spawn-failed":
      return t("“{0}” could not be started: {1}", failure.path, failure.detail);
    case "exited":
      return t("Ollama ended while starting ({0}). Its log says why.", describeExit(failure.exit));
    case "port-in-use":
      return t("Another program has the port. Stop it, or choose another port.");
    case "start-timed-out":
      return t(
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
      return t(
        "Ollama did not end within {0}. End its process with the tools of your system.",
        took(failure.afterMs),
      );
  }
}

/** Why the history is not kept, and what to do about it. */
export function describeStoreFailure(failure: StoreFailure): string {
  switch (failure.kind) {
    case "store-missing":
      return t("This version of VS Code has no SQLite, which Paddock keeps its history in. Update VS Code.");
    case "store-full":
      return t("The disk that VS Code keeps its data on is full, or does not work. Free some space.");
    case "store-read-only":
      return t("VS Code's data cannot be written. Check who may write its folder.");
    case "store-damaged":
      return t("Paddock's history is damaged. Close all windows: a new one begins with the next start.");
    case "store-newer":
      return t("A newer Paddock has written the history. Update Paddock, or reload this window.");
  }
}

/** What is wrong with an address that a setting holds. */
export function describeEndpointProblem(problem: EndpointProblem): string {
  switch (problem) {
    case "not-text":
      return t("The setting must be a text in quotes, like “192.168.1.5:11434”.");
    case "bad-scheme":
      return t("An address begins with http:// or https://, or with the host itself.");
    case "bad-host":
      return t("This is not the name or the address of a host. Write it like “192.168.1.5:11434”.");
    case "bad-port":
      return t("A port is a number from 1 to 65535.");
    case "has-credentials":
      return t("A name and a password do not belong here. Enter them with “Set Request Headers…”.");
  }
}

/** How a process ended, in brackets. */
export function describeExit({ code, signal }: Exit): string {
  if (signal !== undefined) return t("ended by {0}", signal);
  return code === undefined ? t("no reason known") : t("exit code {0}", code);
}

function describeUnreachable(cause: Extract<ReachFailure, { kind: "unreachable" }>["cause"]): string {
  switch (cause) {
    case "refused":
      return t("Nobody listens there. Start the service, or correct the host.");
    case "reset":
      return t("The connection broke. The service may have stopped; try again.");
    case "no-such-host":
      return t("There is no host of that name. Check the host and your network.");
    case "no-route":
      return t("There is no way to that host. Check your network.");
    case "tls":
      return t("No secure connection: the host's certificate is not trusted, or it does not speak https.");
  }
}
