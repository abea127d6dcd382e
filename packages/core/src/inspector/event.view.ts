import * as l10n from "@vscode/l10n";
import { remarks, took } from "../ui/text/format.view.ts";
import type { Recorded } from "../app/events.ts";
import { preciseTime } from "./precise-time.view.ts";
import type { ChosenEvent, OpenInspector } from "./shown-inspector.view.ts";

/** The event that is chosen. */
export type EventView = {
  readonly seq: number;
  readonly title: string;
  readonly type: string;
  /** Its number, its time, what came before it, and what else is known of it. */
  readonly situation: string;
  readonly json: string;
};

const LONGEST_JSON = 20_000;

export function eventView({ facts }: Pick<OpenInspector, "facts">, chosen: ChosenEvent): EventView {
  if (chosen.kind === "absent") {
    const { seq } = chosen;
    const title = l10n.t("Event {0} is not there", seq);
    return {
      seq,
      title,
      type: "",
      situation: l10n.t("It is still being read, or no longer kept."),
      json: "",
    };
  }
  const { entry } = chosen;
  const recorded = chosen.kind === "fact" ? chosen.step.recorded : chosen.recorded;
  const before = facts.findLast(({ seq }) => seq < entry.seq);
  return {
    seq: entry.seq,
    title: entry.text,
    type: entry.type,
    situation: remarks(
      String(entry.seq),
      preciseTime(entry.atMs),
      before && l10n.t("{0} after {1}", took(entry.atMs - before.atMs), before.seq),
      entry.note,
    ),
    json: jsonOf(recorded),
  };
}

function jsonOf({ seq, atMs, event }: Recorded): string {
  const text = JSON.stringify({ seq, at: new Date(atMs).toISOString(), ...event }, undefined, 2);
  return text.length > LONGEST_JSON ? `${text.slice(0, LONGEST_JSON)}…` : text;
}
