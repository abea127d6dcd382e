import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { grouped, plural } from "../ui/text/format.view.ts";
import type { Recorded } from "../app/events.ts";
import type { ExportedEvents } from "./inspector.port.ts";

/** Writes events into a file that the person chooses, one line of JSON for each. */
export async function exportEvents(
  { show, inspector }: Pick<ActionContext, "show" | "inspector">,
  { which }: { readonly which: ExportedEvents },
): Promise<ActionAnswer> {
  const events = await inspector.events(which);
  if (events.length === 0) return refused({ reason: "no-events" });
  const saved = await show.save({
    title: l10n.t("Export Events"),
    name: "paddock-events",
    kinds: ["ndjson"],
    textOf: () => events.map(lineOf).join(""),
  });
  if (saved.kind === "cancelled") return refused({ reason: "declined" });
  if (saved.kind === "failed") return refused({ reason: "file-unwritable", detail: saved.detail });
  show.mention(
    plural(events.length, {
      one: l10n.t("Wrote 1 event to {0}", saved.path),
      other: l10n.t("Wrote {0} events to {1}", grouped(events.length), saved.path),
    }),
  );
  return done();
}

const lineOf = ({ seq, atMs, event }: Recorded): string =>
  `${JSON.stringify({ seq, at: new Date(atMs).toISOString(), ...event })}\n`;
