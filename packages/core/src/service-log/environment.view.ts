import * as l10n from "@vscode/l10n";
import { grouped } from "../ui/text/format.view.ts";
import { differences } from "./environment.ts";
import type { Description } from "./description.ts";

export type SettingRow = {
  readonly key: string;
  /** Empty: it is not set. */
  readonly value: string;
  /** "default: 5m0s"; else empty. */
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
};

/** The variables that are in effect, by the log. */
export function environmentView({ settings }: Description): EnvironmentView {
  const differing = differences(settings).map(({ name, value, usual }) => ({
    key: name,
    value,
    remark: usual === undefined ? "" : l10n.t("default: {0}", usual),
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
  };
}
