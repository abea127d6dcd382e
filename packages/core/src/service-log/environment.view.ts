import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { describeDiffering, restartWithThese } from "../environment/differing.view.ts";
import type { Action } from "../ui/actions.ts";
import { grouped } from "../ui/text/format.view.ts";
import { differences } from "./environment.ts";
import type { Description } from "./description.ts";

export type SettingRow = {
  readonly key: string;
  /** Empty: it is not set. */
  readonly value: string;
  /** "not 5m0s"; else empty. */
  readonly remark: string;
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
export function environmentView(state: AppState, { settings }: Description): EnvironmentView {
  const { environmentDiffers } = hostFacts(state);
  const differing = differences(settings).map(({ name, value, usual }) => ({
    key: name,
    value,
    remark: usual === undefined ? "" : l10n.t("not {0}", usual),
  }));
  return {
    title: l10n.t("Environment"),
    note: l10n.t("what differs from Ollama's defaults"),
    noteOfAll: l10n.t("all variables that Ollama knows"),
    differing,
    all: settings.map(
      ({ name, value }) => differing.find(({ key }) => key === name) ?? { key: name, value, remark: "" },
    ),
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
