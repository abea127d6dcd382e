import * as l10n from "@vscode/l10n";
import { grouped, plural } from "../ui/text/format.view.ts";
import type { ModelDetails } from "./models-events.ts";

/** A text of a model: foreign, and shown as plain text only. */
export type ModelText = {
  readonly label: string;
  /** How long it is; "None" if there is none. */
  readonly summary: string;
  readonly text: string;
  /** The same as a table, if it is one. */
  readonly rows?: readonly { readonly name: string; readonly value: string }[];
};

/** Longer texts are cut off on a page; `ollama show` prints the whole. */
const LONGEST_TEXT = 20_000;

export function textsOf({
  system,
  template,
  parameters,
  license,
  modelfile,
}: ModelDetails): readonly ModelText[] {
  const rows = rowsOf(parameters);
  return [
    textOf(l10n.t("Template"), template),
    rows.length === 0
      ? textOf(l10n.t("Parameters"), parameters)
      : { ...textOf(l10n.t("Parameters"), parameters), summary: grouped(rows.length), rows },
    textOf(l10n.t("License"), license),
    textOf(l10n.t("Modelfile"), modelfile),
    textOf(l10n.t("System prompt"), system),
  ];
}

const textOf = (label: string, text: string): ModelText => ({
  label,
  summary: summaryOf(text),
  text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text.trim() === "" ? "" : text,
});

/** Ollama writes a parameter to a line; one with several values has several lines (docs/ollama.md §1.3). */
function rowsOf(parameters: string): NonNullable<ModelText["rows"]> {
  const values = new Map<string, string[]>();
  for (const line of parameters.slice(0, LONGEST_TEXT).split("\n")) {
    const [, name, value] = /^(\S+)\s+(\S.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    values.set(name, [...(values.get(name) ?? []), value.trim()]);
  }
  return [...values].map(([name, all]) => ({ name, value: all.join(", ") }));
}

function summaryOf(text: string): string {
  const lines = text.trim() === "" ? 0 : text.trim().split("\n").length;
  if (lines === 0) return l10n.t("None");
  return plural(lines, {
    one: l10n.t("{0} line", lines),
    other: l10n.t("{0} lines", grouped(lines)),
  });
}
