import * as l10n from "@vscode/l10n";
import type { EndpointProblem } from "../../hosts/endpoint.ts";
import { MOST_HOSTS } from "../../hosts/host-list.ts";
import { SERVER_NAMES } from "../../service/other-server.ts";
import {
  isAnswerFailure,
  isDownloadFailure,
  isFileFailure,
  isProcessFailure,
  isReachFailure,
  isRegistryFailure,
  isSendingFailure,
  isStoreFailure,
  type AnswerFailure,
  type Failure,
  type ReachFailure,
} from "../../shared/failure.ts";
import { sentences, took } from "./format.view.ts";
import { onLog, onProcess } from "./process-failure.view.ts";
import { onDownload, onRegistry, type Sentences } from "./pull-failure.view.ts";
import { onFile } from "./file-failure.view.ts";
import { onSending } from "./sending-failure.view.ts";
import { describeStoreFailure } from "./store-failure.view.ts";

/** Says what happened, and what to do next. */
export const describeFailure = (failure: Failure): string => sentences(...sentencesOn(failure));

/** Says what happened, without what to do next: for failures that are retried automatically. */
export const describeCause = (failure: Failure): string => sentencesOn(failure)[0];

/** By group: the compiler finds a failure that is in none. */
function sentencesOn(failure: Failure): Sentences {
  if (isReachFailure(failure)) return onReach(failure);
  if (isAnswerFailure(failure)) return onAnswer(failure);
  if (isRegistryFailure(failure)) return onRegistry(failure);
  if (isDownloadFailure(failure)) return onDownload(failure);
  if (isSendingFailure(failure)) return onSending(failure);
  if (isFileFailure(failure)) return onFile(failure);
  if (isProcessFailure(failure)) return onProcess(failure);
  if (isStoreFailure(failure)) return [describeStoreFailure(failure)];
  return onLog(failure);
}

/** What is wrong with the address in a setting. */
export function describeEndpointProblem(problem: EndpointProblem): string {
  switch (problem) {
    case "not-text":
      return l10n.t("The setting must be text in quotes, like “192.168.1.5:11434”.");
    case "bad-scheme":
      return l10n.t("It must begin with http:// or https://, or with the host name.");
    case "bad-host":
      return l10n.t("It must be a host name or an IP address, like “192.168.1.5:11434”.");
    case "bad-port":
      return l10n.t("The port must be a number from 1 to 65535.");
    case "has-credentials":
      return l10n.t("It must not contain a user name or password. Enter them with “Set Request Headers…”.");
    case "not-a-list":
      return l10n.t("The setting must be a list of hosts, each with a name and an address.");
    case "not-an-entry":
      return l10n.t("Each host in the list must have an address, like “192.168.1.5:11434”.");
    case "duplicate":
      return l10n.t("Another host has the same address.");
    case "too-many":
      return l10n.t("The list has too many hosts: Paddock reads only the first {0}.", MOST_HOSTS);
    case "bad-fingerprint":
      return l10n.t("The fingerprint of a certificate must be its SHA-256: 64 hexadecimal digits.");
    case "bad-ca-file":
      return l10n.t("The file with the certificates of its authority cannot be read.");
  }
}

function onReach(failure: ReachFailure): Sentences {
  switch (failure.kind) {
    case "unreachable":
      return onUnreachable(failure.cause);
    case "timed-out":
      return [
        l10n.t("No answer within {0}.", took(failure.afterMs)),
        l10n.t("The service may be busy or hung. Try again, or restart it."),
      ];
    case "no-connection":
      return [l10n.t("The host cannot be reached ({0}).", failure.detail), l10n.t("Check your network.")];
    case "bad-gateway":
      return [
        l10n.t("A proxy answered with status {0}: it cannot reach Ollama.", failure.status),
        l10n.t("Try again in a moment. If that does not help, start Ollama there, or correct the host."),
      ];
    case "aborted":
      return [l10n.t("Cancelled: Paddock switched to another host.")];
    case "interrupted":
      return [l10n.t("Interrupted: the window that was doing this was closed."), l10n.t("Try again.")];
  }
}

function onUnreachable(cause: Extract<ReachFailure, { kind: "unreachable" }>["cause"]): Sentences {
  switch (cause) {
    case "refused":
      return [l10n.t("Connection refused."), l10n.t("Start the service, or correct the host.")];
    case "reset":
      return [l10n.t("The connection was reset."), l10n.t("The service may have stopped. Try again.")];
    case "no-such-host":
      return [l10n.t("Host not found."), l10n.t("Check the host name and your network.")];
    case "no-route":
      return [l10n.t("No route to the host."), l10n.t("Check your network.")];
    case "tls":
      return [
        l10n.t("No secure connection: the certificate is not trusted, or the host does not use HTTPS."),
        l10n.t("Check the certificate and the address."),
      ];
  }
}

function onAnswer(failure: AnswerFailure): Sentences {
  switch (failure.kind) {
    case "forbidden":
      return onForbidden(failure);
    case "redirected":
      return [
        l10n.t("The address redirects to another one (status {0}).", failure.status),
        l10n.t("Enter that address as the host."),
      ];
    case "not-http":
      return [
        l10n.t("The program at this address does not use HTTP."),
        l10n.t("Correct the host, or choose another port."),
      ];
    case "not-supported":
      return [
        l10n.t("This server does not support {0}.", failure.endpoint),
        l10n.t("If it is Ollama, update it."),
      ];
    case "another-server":
      return [
        l10n.t("{0} answers at this address, not Ollama.", SERVER_NAMES[failure.server]),
        l10n.t("Correct the host, or choose another port for one of them."),
      ];
    case "unreadable":
      return [
        l10n.t("The answer to {0} is not one of Ollama's.", failure.endpoint),
        l10n.t("Another program or a proxy may be answering instead of Ollama."),
      ];
    case "cut-off":
      return [
        l10n.t("The connection was closed before the answer was complete."),
        l10n.t("The service may have stopped. Try again."),
      ];
    case "broke-off":
      return [
        failure.words === ""
          ? l10n.t("The answer broke off before its first word.")
          : l10n.t("The answer broke off after “{0}”.", failure.words),
        l10n.t("The model may have crashed: see Ollama's log, then test again."),
      ];
    case "busy":
      return [l10n.t("Ollama is busy: too many requests are waiting."), l10n.t("Try again in a moment.")];
    case "no-such-model":
      return [l10n.t("Ollama no longer has this model."), l10n.t("To use it again, download it again.")];
    case "invalid-name":
      return [
        l10n.t("Ollama does not accept this name."),
        l10n.t("Use a name like “llama3.2” or “user/model:tag”."),
      ];
    case "conversion-disk-full":
      return [
        l10n.t(
          "Ollama converts this model before it loads it, and the disk has too little space for the copy.",
        ),
        l10n.t("Free about one and a quarter times the size of the model, then try again."),
      ];
    case "conversion-failed":
      return [
        l10n.t("Ollama cannot convert this model for its current version: {0}", failure.detail),
        l10n.t("Download the model again: its registry may have it in a newer form."),
      ];
    case "deleted-but-loaded":
      return [
        l10n.t("This model was deleted while it was loaded, so Ollama cannot unload it any more."),
        l10n.t("It leaves memory when its time is over, or when you restart Ollama."),
      ];
    case "rejected":
      return failure.message === ""
        ? [l10n.t("Ollama answered with status {0}.", failure.status), l10n.t("See its log for the reason.")]
        : [l10n.t("Ollama reported an error: {0}", failure.message)];
    case "unexpected":
      return [l10n.t("Unexpected error: {0}", failure.detail)];
  }
}

function onForbidden({ status, message }: Extract<AnswerFailure, { kind: "forbidden" }>): Sentences {
  if (status === 403 && message === undefined)
    return [
      l10n.t("Access denied (status 403)."),
      l10n.t(
        "Ollama rejects host names it does not know: use an IP address, or let the proxy rewrite the Host header.",
      ),
    ];
  return [
    status !== 403
      ? l10n.t("Not authorized (status {0}).", status)
      : l10n.t("Access denied (status 403): “{0}”.", message ?? ""),
    l10n.t("If a proxy in front of Ollama requires a token, enter it with “Set Request Headers…”."),
  ];
}
