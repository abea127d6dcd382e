import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { took } from "../ui/text/format.view.ts";

/**
 * Why a search failed, and what to do about it. An external host's failures are worded differently from Ollama's:
 * there is no service to start.
 */
export function describeSearchFailure(failure: Failure, host: string | undefined): string {
  if (host === undefined || !isOutside(failure)) return describeFailure(failure);
  // A line of the picker is cut off after about 75 characters, however wide the window is.
  switch (failure.kind) {
    case "unreachable":
      return failure.cause === "tls"
        ? l10n.t("No secure connection to {0}: its certificate is not trusted.", host)
        : l10n.t("{0} cannot be reached. Check your network.", host);
    case "no-connection":
      return l10n.t("{0} cannot be reached ({1}). Check your network.", host, failure.detail);
    case "timed-out":
      return l10n.t("{0} did not answer within {1}. Try again later.", host, took(failure.afterMs));
    case "cut-off":
    case "bad-gateway":
      return l10n.t("The answer from {0} was incomplete. Try again.", host);
    case "rejected":
      return describeRejection(failure, host);
    case "rate-limited":
      return l10n.t("{0} received too many requests. Try again later.", host);
    case "unauthorised":
      return l10n.t("{0} denied access. Request access on the model's page.", host);
    case "not-in-registry":
      return l10n.t("{0} no longer has this model.", host);
    case "redirected":
      return l10n.t("{0} redirects to another host, which Paddock does not follow.", host);
    case "not-http":
    case "unreadable":
      return l10n.t("{0} returned an invalid answer. Paste the model's address instead.", host);
  }
}

function describeRejection({ status, message }: Rejection, host: string): string {
  if (isPassing(status))
    return l10n.t("{0} is not working at the moment (status {1}). Try again later.", host, status);
  return message === ""
    ? l10n.t("{0} rejected the request (status {1}). Paste the address instead.", host, status)
    : l10n.t("{0} reported an error: {1}", host, message);
}

/** Whether a host may answer later: a rejection of the request itself lasts. */
export const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425;

type Rejection = Extract<Failure, { kind: "rejected" }>;

/** The failures of an external host. */
type OutsideFailure = Extract<Failure, { kind: keyof typeof OUTSIDE }>;

const OUTSIDE = {
  unreachable: true,
  "no-connection": true,
  "timed-out": true,
  "cut-off": true,
  "bad-gateway": true,
  rejected: true,
  "rate-limited": true,
  unauthorised: true,
  "not-in-registry": true,
  redirected: true,
  "not-http": true,
  unreadable: true,
} as const satisfies { readonly [Kind in Failure["kind"]]?: true };

const isOutside = (failure: Failure): failure is OutsideFailure => failure.kind in OUTSIDE;
