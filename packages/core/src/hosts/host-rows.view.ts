import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import type { LoadedModel } from "../models/models-events.ts";
import { isRunning } from "../service/service.ts";
import { serviceWords } from "../service/service.view.ts";
import type { Choice } from "../ui/choice.ts";
import { bytes, grouped, remarks } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { hostName } from "./host-name.view.ts";
import type { HostId } from "./host.ts";

/** One of several hosts. */
export type HostRow = {
  readonly host: HostId;
  readonly name: string;
  /** Its situation, and what it has loaded. */
  readonly detail: string;
  /** The lines of the tooltip; plain text. */
  readonly hover: readonly string[];
  readonly tone: Tone;
  /** Whether this window shows it. */
  readonly isChosen: boolean;
};

/** The hosts in the person's order; none while there is only one. */
export function hostRows(state: AppState, nowMs: number): readonly HostRow[] {
  const { watched } = state.facts;
  const chosen = hostOf(state);
  return watched.length < 2
    ? []
    : watched.map(({ host }) => {
        const { word, remark, tone } = serviceWords(state, host);
        const name = hostName(state, host);
        const detail = remarks(word, describeLoaded(state, host, nowMs));
        const hover = [remarks(name, detail), remark, host].filter((line) => line !== "");
        return { host, name, detail, hover, tone, isChosen: host === chosen };
      });
}

/** The hosts to choose from. */
export const hostChoices = (state: AppState, nowMs: number): readonly Choice<HostId>[] =>
  hostRows(state, nowMs).map(({ host, name, detail, isChosen }) => ({
    value: host,
    label: name,
    detail: isChosen ? remarks(detail, l10n.t("chosen")) : detail,
  }));

/** What was loaded when the host was last looked at, without what has expired since. */
function describeLoaded(state: AppState, host: HostId, nowMs: number): string {
  if (!isRunning(hostFacts(state, host).service)) return "";
  const loaded = modelsOf(state, host).loaded.filter((model) => isStillLoaded(model, nowMs));
  if (loaded.length === 0) return "";
  const size = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return remarks(l10n.t("{0} loaded", grouped(loaded.length)), size === 0 ? "" : bytes(size));
}

const isStillLoaded = ({ expiresAtMs = Number.POSITIVE_INFINITY }: LoadedModel, nowMs: number): boolean =>
  expiresAtMs > nowMs;
