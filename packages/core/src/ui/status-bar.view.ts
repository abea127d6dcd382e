import { isRunning } from "../service/service.ts";
import * as l10n from "@vscode/l10n";
import { isPausable, isPulling, leadingDownloads, type Download } from "../downloads/downloads.ts";
import { type AppState, hostFacts } from "../app/state.ts";
import { chosenName } from "../hosts/host-name.view.ts";
import { actionOf, type Action } from "./actions.ts";
import { testSummary } from "../api-test/api-test.view.ts";
import { shortProgress } from "../downloads/downloads.view.ts";
import { downloadsHere, progressIn } from "../downloads/downloads-here.view.ts";
import { serverLabel } from "../service/server.view.ts";
import { serviceActions } from "../service/service-actions.view.ts";
import { counted, plural, remarks } from "./text/format.view.ts";
import { demoBanner, describeStale, endpointUrl, serviceWords } from "../service/service.view.ts";
import type { Tone } from "./tone.ts";

export type StatusBarView = {
  readonly text: string;
  readonly tone: Tone;
  /** The lines of the tooltip; plain text. */
  readonly tooltip: readonly string[];
  /** The address, which a click copies: a browser would only be told that it takes no GET. */
  readonly address?: Action;
  readonly actions: readonly Action[];
  /** For a screen reader. */
  readonly spoken: string;
};

export function statusBarView(state: AppState, nowMs: number): StatusBarView {
  const { local } = state;
  const { service, test } = hostFacts(state);
  const { word, remark, tone } = serviceWords(state);
  // Nothing is downloaded without a valid host, whatever was last read.
  const isAnywhere = service.situation.kind !== "misconfigured";
  const here = isAnywhere ? downloadsHere(state) : [];
  const downloads = leadingDownloads(here);
  const moving = here.filter((download) => isMoving(state, download));
  const isBusyOtherwise = tone === "good" && downloads.length > 0;
  const version = service.situation.kind === "running" ? serverLabel(service.situation) : "";
  const summary = testSummary(test, service, nowMs);
  const stale = describeStale(local);
  const url = endpointUrl(service);
  return {
    text: remarks(wordAndPlace(word, state), describeDownloads(moving, here, state)),
    tone: stale === "" ? (isBusyOtherwise ? "busy" : tone) : "warn",
    tooltip: [
      stale,
      demoBanner(state),
      remarks(word, version),
      remark,
      ...moving.map(({ model }) => l10n.t("Downloading {0}", model)),
      summary ? l10n.t("Test API: {0}", summary.text) : "",
    ].filter((line) => line !== ""),
    ...(url !== undefined && { address: actionOf({ type: "service.copy-endpoint" }, url) }),
    actions: [...serviceActions(state), ...cancelling(downloads)],
    spoken: remarks(l10n.t("Ollama service: {0}", word), remark, stale),
  };
}

/** One percentage stands for all that are moving; if none is, the number of those that wait. */
function describeDownloads(moving: readonly Download[], here: readonly Download[], state: AppState): string {
  if (moving.length === 0) return describeWaiting(here.filter(isPausable).length);
  const progress = shortProgress(moving.map((download) => progressIn(state, download)));
  if (moving.length === 1) return progress;
  return progress === ""
    ? l10n.t("{0} downloads", counted(moving.length))
    : l10n.t("{0} downloads: {1}", moving.length, progress);
}

function describeWaiting(count: number): string {
  if (count === 0) return "";
  return plural(count, {
    one: l10n.t("{0} download waiting", counted(count)),
    other: l10n.t("{0} downloads waiting", counted(count)),
  });
}

/** Whether Ollama fetches it now: what is known of a pull is out of date while Ollama does not run. */
const isMoving = (state: AppState, download: Download): boolean =>
  isRunning(hostFacts(state).service) && isPulling(download) && !progressIn(state, download).standstill;

/** The menu offers to cancel the downloads that are shown. */
const cancelling = (downloads: readonly Download[]): readonly Action[] =>
  downloads
    .filter(({ situation }) => situation.kind !== "cancelling")
    .map(({ id, model }) =>
      actionOf(
        { type: "download.cancel", id },
        downloads.length === 1 ? l10n.t("Cancel Download") : l10n.t("Cancel Download of {0}", model),
      ),
    );

function wordAndPlace(word: string, state: AppState): string {
  const name = chosenName(state);
  if (name !== undefined) return l10n.t("{0}: {1}", name, word);
  const { endpoint, situation } = hostFacts(state).service;
  if (endpoint && situation.kind === "unreachable")
    return l10n.t("Ollama: {0} · {1}", word, endpoint.hostname);
  return endpoint && situation.kind !== "not-installed"
    ? l10n.t("Ollama: {0} :{1}", word, endpoint.port)
    : l10n.t("Ollama: {0}", word);
}
