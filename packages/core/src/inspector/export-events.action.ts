import * as l10n from "@vscode/l10n";
import { concatMap, lastValueFrom, map, range, timer, type Observable } from "rxjs";
import type { Recorded } from "../app/events.ts";
import type { Redactor } from "../report/redact.ts";
import { redactorFor } from "../report/redactor-for.action.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { grouped, plural } from "../ui/text/format.view.ts";
import type { ExportedEvents } from "./inspector.port.ts";

/** Writes events into a file that the person chooses, one line of JSON for each, without what only the person should see. */
export async function exportEvents(
  context: ActionContext,
  { which }: { readonly which: ExportedEvents },
): Promise<ActionAnswer> {
  const { clock, report, show, inspector } = context;
  const events = await inspector.events(which);
  if (events.length === 0) return refused({ reason: "no-events" });
  const { known } = await report.gather();
  const lines: string[] = [];
  const redactor = redactorFor(context, known, { facts: [], events });
  const share$ = redactAll(events, (one) => lines.push(lineOf(one, redactor)), clock);
  const isWhole =
    events.length > BATCH
      ? await show.progress(l10n.t("Removing personal data from {0} events", grouped(events.length)), share$)
      : (await lastValueFrom(share$)) === 1;
  if (!isWhole) return refused({ reason: "declined" });
  const saved = await show.save({
    title: l10n.t("Export Events"),
    name: "paddock-events",
    kinds: ["ndjson"],
    textOf: () => lines.join(""),
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

/** So many are redacted without a pause. */
const BATCH = 200;

/** Emits the share that is done, from 0 to 1. */
function redactAll(
  events: readonly Recorded[],
  redact: (event: Recorded) => void,
  clock: Clock,
): Observable<number> {
  const batches = Math.ceil(events.length / BATCH);
  return range(0, batches).pipe(
    concatMap((index) =>
      timer(1, clockScheduler(clock)).pipe(
        map(() => {
          events.slice(index * BATCH, (index + 1) * BATCH).forEach(redact);
          return (index + 1) / batches;
        }),
      ),
    ),
  );
}

const lineOf = ({ seq, atMs, event }: Recorded, redactor: Redactor): string =>
  `${JSON.stringify(redactor.json({ seq, at: new Date(atMs).toISOString(), ...event }))}\n`;
