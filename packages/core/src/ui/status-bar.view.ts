import type { Service } from "../service/service.ts";
import * as l10n from "@vscode/l10n";
import { leadingDownload, type Download } from "../downloads/downloads.ts";
import { type AppState, hostFacts } from "../app/state.ts";
import { actionOf, type Action } from "./actions.ts";
import { testSummary } from "../api-test/api-test.view.ts";
import { shortProgress } from "../downloads/downloads.view.ts";
import { downloadsHere, progressIn } from "../downloads/downloads-here.view.ts";
import { serviceActions } from "../service/service-actions.view.ts";
import { remarks } from "./text/format.view.ts";
import { demoBanner, describeStale, endpointUrl, serviceWords } from "../service/service.view.ts";
import type { Tone } from "./tone.ts";

export type StatusBarView = {
  readonly text: string;
  readonly tone: Tone;
  /** The lines of the tooltip; plain text. */
  readonly tooltip: readonly string[];
  readonly actions: readonly Action[];
  /** For a screen reader. */
  readonly spoken: string;
};

export function statusBarView(state: AppState, nowMs: number): StatusBarView {
  const { local } = state;
  const { service, test } = hostFacts(state);
  const { word, remark, tone } = serviceWords(service);
  // Nothing is downloaded without a valid host, whatever was last read.
  const isAnywhere = service.situation.kind !== "misconfigured";
  const download = isAnywhere ? leadingDownload(downloadsHere(state)) : undefined;
  const isBusyOtherwise = tone === "good" && download !== undefined;
  const version = service.situation.kind === "running" ? l10n.t("Ollama {0}", service.situation.version) : "";
  const summary = testSummary(test, service, nowMs);
  const stale = describeStale(local);
  return {
    text: remarks(wordAndPort(word, service), download && shortProgress(progressIn(state, download))),
    tone: stale === "" ? (isBusyOtherwise ? "busy" : tone) : "warn",
    tooltip: [
      stale,
      demoBanner(state),
      remarks(word, version),
      remark,
      endpointUrl(service) ?? "",
      download?.situation.kind === "pulling" ? l10n.t("Downloading {0}", download.model) : "",
      summary ? l10n.t("Test API: {0}", summary.text) : "",
    ].filter((line) => line !== ""),
    actions: [...serviceActions(state), ...cancelling(download)],
    spoken: remarks(l10n.t("Ollama service: {0}", word), remark, stale),
  };
}

/** The menu offers to cancel the download that is shown. */
function cancelling(download: Download | undefined): readonly Action[] {
  if (!download || download.situation.kind === "cancelling") return [];
  return [actionOf({ type: "download.cancel", id: download.id }, l10n.t("Cancel Download"))];
}

function wordAndPort(word: string, { endpoint, situation }: Service): string {
  return endpoint && situation.kind !== "not-installed"
    ? l10n.t("Ollama: {0} :{1}", word, endpoint.port)
    : l10n.t("Ollama: {0}", word);
}
