import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { isStartedWith } from "../environment/started-with.ts";
import { describeDiffering, restartWithThese } from "../environment/differing.view.ts";
import type { Action } from "../ui/actions.ts";
import { grouped } from "../ui/text/format.view.ts";
import { differences, type Difference } from "./environment.ts";
import type { VariablePlace } from "../environment/variable-place.ts";
import type { Description } from "./description.ts";

export type SettingRow = {
  readonly key: string;
  /** Empty: it is not set. */
  readonly value: string;
  /** "not 5m0s"; else empty. */
  readonly remark: string;
  /** "override.conf, line 3", and with the whole path; `null` where it is not known. */
  readonly source: { readonly text: string; readonly title: string } | null;
};

export type EnvironmentView = {
  readonly title: string;
  /** What is shown: those that differ, or all. */
  readonly note: string;
  readonly noteOfAll: string;
  readonly differing: readonly SettingRow[];
  readonly all: readonly SettingRow[];
  readonly showAll: string;
  readonly showLess: string;
  readonly none: string;
  /** What the settings have and the service that runs has not; `null` if that is the same. */
  readonly waiting: { readonly text: string; readonly action: Action } | null;
};

/** The variables that are in effect, by the log, and those that wait for a restart. */
export function environmentView(
  state: AppState,
  { settings }: Description,
  places: readonly VariablePlace[],
): EnvironmentView {
  const { environmentDiffers } = hostFacts(state);
  const rowOf = ({ name, value, usual }: Difference): SettingRow => ({
    key: name,
    value,
    remark: usual === undefined ? "" : l10n.t("not {0}", usual),
    source: sourceOf(state, name, places),
  });
  const differing = differences(settings).map(rowOf);
  return {
    title: l10n.t("Environment"),
    note: l10n.t("what differs from Ollama's defaults"),
    noteOfAll: l10n.t("all variables that Ollama knows"),
    differing,
    all: settings.map((setting) => differing.find(({ key }) => key === setting.name) ?? rowOf(setting)),
    showAll: l10n.t("Show All {0}", grouped(settings.length)),
    showLess: l10n.t("Show Fewer"),
    none: l10n.t("Nothing: all variables have their defaults."),
    waiting: environmentDiffers
      ? {
          text: describeDiffering(environmentDiffers.names),
          action: restartWithThese(environmentDiffers.names),
        }
      : null,
  };
}

/** Of a service that Paddock has started, what its own settings say; else what files say. */
function sourceOf(state: AppState, name: string, places: readonly VariablePlace[]): SettingRow["source"] {
  const { service, startedWith } = hostFacts(state);
  if (isStartedWith(startedWith, service.owner) && startedWith.variables.some((one) => one.name === name)) {
    const text = l10n.t("Paddock's settings");
    return { text, title: text };
  }
  const place = places.find((one) => one.name === name);
  if (!place) return null;
  const told = (file: string): string => l10n.t("{0}, line {1}", file, grouped(place.line));
  return { text: told(place.file.slice(place.file.lastIndexOf("/") + 1)), title: told(place.file) };
}
