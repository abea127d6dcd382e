import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { allDownloads, type Download } from "../downloads/downloads.ts";
import { remedies } from "../downloads/remedies.view.ts";
import {
  isDownloadFailure,
  isRegistryFailure,
  type DownloadFailure,
  type Failure,
  type RegistryFailure,
} from "../shared/failure.ts";
import { actionOf } from "../ui/actions.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { list } from "../ui/text/format.view.ts";
import type { Cause } from "./cause.ts";
import { fine, fixBy, type Check, type Finding } from "./check.view.ts";

/** Whether models can be downloaded; what several of them have failed at is said once. */
export const downloads: Check = ({ state }) => {
  const all = allDownloads(hostFacts(state).downloads);
  const failed = all.flatMap((download) => failureOf(download) ?? []);
  if (failed.length === 0)
    return all.some(({ situation }) => situation.kind === "completed")
      ? fine(l10n.t("Models can be downloaded"), l10n.t("no download has failed"))
      : [];
  const causes = [...new Set(failed.map(({ failure }) => causeOf(failure)))];
  return causes.map((cause) =>
    findingOf(
      state,
      cause,
      failed.filter(({ failure }) => causeOf(failure) === cause),
    ),
  );
};

type Failed = { readonly download: Download; readonly failure: Failure };

const failureOf = (download: Download): Failed | undefined =>
  download.situation.kind === "failed" || download.situation.kind === "waiting"
    ? { download, failure: download.situation.failure }
    : undefined;

function findingOf(state: AppState, cause: DownloadCause, failed: readonly Failed[]): Finding {
  const [first] = failed;
  const names = list(failed.map(({ download }) => download.model));
  const { service } = hostFacts(state);
  return {
    cause,
    finding: sentenceOf(cause, names),
    evidence: first ? l10n.t("{0}: {1}", first.download.model, describeFailure(first.failure)) : "",
    ...fixBy(
      state,
      ...(first
        ? [
            ...remedies(first.failure, first.download, service).filter(
              ({ request }) => request.type !== "doctor.open",
            ),
            actionOf({ type: "download.retry", id: first.download.id }),
          ]
        : []),
    ),
  };
}

type DownloadCause = Extract<
  Cause,
  | "tls-inspected"
  | "registry-proxy"
  | "registry-name"
  | "registry-key"
  | "version-too-old"
  | "disk-full"
  | "folder-denied"
  | "download-failed"
>;

function causeOf(failure: Failure): DownloadCause {
  if (isRegistryFailure(failure)) return causeAtRegistry(failure);
  return isDownloadFailure(failure) ? causeHere(failure) : "download-failed";
}

function causeAtRegistry(failure: RegistryFailure): DownloadCause {
  switch (failure.kind) {
    case "registry-tls":
      return "tls-inspected";
    case "registry-intercepted":
    case "redirect-refused":
      return "registry-proxy";
    case "registry-unreachable":
    case "store-unreachable":
      if (/proxyconnect|proxy authentication/i.test(failure.detail)) return "registry-proxy";
      return /no such host|server misbehaving|name resolution/i.test(failure.detail)
        ? "registry-name"
        : "download-failed";
    case "unauthorised":
      return "registry-key";
    case "not-in-registry":
    case "rate-limited":
    case "insecure-registry":
    case "not-a-registry":
      return "download-failed";
  }
}

function causeHere({ kind }: DownloadFailure): DownloadCause {
  switch (kind) {
    case "needs-newer-ollama":
      return "version-too-old";
    case "disk-full":
      return "disk-full";
    case "folder-unwritable":
      return "folder-denied";
    case "no-runner":
    case "needs-mlx":
    case "sharded":
    case "converted":
    case "too-many-layers":
    case "digest-mismatch":
    case "partial-lost":
    case "partial-broken":
    case "still-cancelling":
    case "stalled":
      return "download-failed";
  }
}

function sentenceOf(cause: DownloadCause, names: string): string {
  switch (cause) {
    case "tls-inspected":
      return l10n.t("Something on the way to the registry shows a certificate of its own.");
    case "registry-proxy":
      return l10n.t("A proxy is in the way of downloads.");
    case "registry-name":
      return l10n.t("The name of the registry is not found.");
    case "registry-key":
      return l10n.t("The registry wants a key for {0}.", names);
    case "version-too-old":
      return l10n.t("This Ollama is too old for {0}.", names);
    case "disk-full":
      return l10n.t("The disk is full.");
    case "folder-denied":
      return l10n.t("Ollama cannot write to its models folder.");
    case "download-failed":
      return l10n.t("The download of {0} has failed.", names);
  }
}
