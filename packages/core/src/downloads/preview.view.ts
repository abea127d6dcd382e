import * as l10n from "@vscode/l10n";
import type { Preview } from "./preview.ts";
import type { Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { parseUrl } from "../shared/url.ts";
import { bytes, parameterSize, remarks } from "../ui/text/format.view.ts";

/** What a person reads before they download a model. */
type PreviewView = {
  /** How much would be downloaded, out of how much. */
  readonly size: string;
  /** Parameters, quantisation, family. */
  readonly about: string;
  /** Reasons not to download it, most serious first. */
  readonly warnings: readonly string[];
};

/** Describes a preview; `service` tells whether its Ollama is new enough. */
export function previewView(
  { totalBytes, missingBytes, card, freeBytes }: Preview,
  service: Pick<Service, "situation">,
): PreviewView {
  const needed = missingBytes ?? totalBytes;
  return {
    size: sizeOf(totalBytes, missingBytes),
    about: remarks(parameterSize(card?.parameterSize ?? ""), card?.quantization, card?.family),
    warnings: [
      freeBytes !== undefined && needed > freeBytes
        ? l10n.t("Not enough disk space: {0} free, {1} needed.", bytes(freeBytes), bytes(needed))
        : "",
      runsInCloud(card?.remoteHost),
      needsNewer(card?.requires, service),
    ].filter((warning) => warning !== ""),
  };
}

function sizeOf(totalBytes: number, missingBytes: number | undefined): string {
  if (missingBytes === undefined || bytes(missingBytes) === bytes(totalBytes)) return bytes(totalBytes);
  if (missingBytes === 0)
    return l10n.t("nothing to download, all {0} are already on the disk", bytes(totalBytes));
  return l10n.t("{0} of {1}, the rest is already on the disk", bytes(missingBytes), bytes(totalBytes));
}

/** Only a pointer to it is downloaded. */
function runsInCloud(remoteHost: string | undefined): string {
  if (remoteHost === undefined) return "";
  const host = parseUrl(remoteHost)?.hostname ?? remoteHost;
  return l10n.t("This model runs in the cloud: your requests to it are sent to {0}.", host);
}

function needsNewer(requires: string | undefined, { situation }: Pick<Service, "situation">): string {
  if (requires === undefined || situation.kind !== "running" || !isOlderThan(situation.version, requires))
    return "";
  return l10n.t("This model requires Ollama {0}. You have {1}.", requires, situation.version);
}
