import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { downloadsHere } from "../downloads/downloads-here.view.ts";
import { isUnderWay } from "../downloads/downloads.ts";
import { unfinishedCount } from "../downloads/downloads.view.ts";
import { hostName } from "../hosts/host-name.view.ts";
import { usableModels } from "../models/models.ts";
import { demoBanner, describeStale } from "../service/service.view.ts";
import { isRunning } from "../service/service.ts";
import { grouped, plural, remarks, sentences } from "./text/format.view.ts";

/** What the head of a view in the side bar says. */
export type ViewHead = {
  /** Absent: that of the manifest. */
  readonly title?: string;
  readonly description?: string;
  /** The number on the icon in the activity bar. */
  readonly badge?: Badge;
};

type Badge = { readonly value: number; readonly tooltip: string };

/** What stands above the rows about the service; a message wraps, where a row would be cut. */
export const serviceMessage = (state: AppState): string =>
  sentences(describeStale(state.local), demoBanner(state));

/** What the head of the view says while it shows hosts. */
export const serviceHead = ({ facts: { watched } }: AppState): ViewHead =>
  watched.length < 2 ? {} : { title: l10n.t("Hosts"), description: grouped(watched.length) };

/** What the head of the Models view says: how many there are, and where if there are several hosts. */
export function modelsHead(state: AppState): ViewHead {
  const models = modelsOf(state);
  const { length } = usableModels(models);
  if (length === 0) return {};
  const host = hostOf(state);
  const isOne = state.facts.watched.length < 2 || host === undefined;
  const count = isRunning(hostFacts(state).service)
    ? l10n.t("{0} available", grouped(length))
    : l10n.t("{0} unavailable", grouped(length));
  const loaded = models.loaded.length;
  return {
    description: isOne
      ? remarks(count, loaded === 0 ? "" : l10n.t("{0} loaded", grouped(loaded)))
      : remarks(l10n.t("on {0}", hostName(state, host)), count),
  };
}

/** How many downloads are not finished, and how many of them have failed; the badge counts those that run or need a person. */
export function downloadsHead(state: AppState): ViewHead {
  const unfinished = unfinishedCount(state);
  if (unfinished === 0) return {};
  const downloads = downloadsHere(state);
  const failed = downloads.filter(({ situation }) => situation.kind === "failed").length;
  const running = downloads.filter(isUnderWay).length;
  const list =
    failed === 0 ? grouped(unfinished) : l10n.t("{0}, {1} failed", grouped(unfinished), grouped(failed));
  return { description: list, ...(running + failed > 0 && { badge: badgeOf(running, failed) }) };
}

const badgeOf = (running: number, failed: number): Badge => ({
  value: running + failed,
  tooltip: remarks(
    running > 0 &&
      plural(running, {
        one: l10n.t("{0} download", grouped(running)),
        other: l10n.t("{0} downloads", grouped(running)),
      }),
    failed > 0 && l10n.t("{0} failed", grouped(failed)),
  ),
});
