import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { describeLines } from "../service-log/description.ts";
import { nothingFollowed, type ShownLog } from "../service-log/shown-log.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import { whyCannot } from "../service/owner.ts";
import { errorText } from "../shared/error-text.ts";
import { isStoreFailure, toFailure } from "../shared/failure.ts";
import { done, hostIn, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { readLogTail } from "./log-tail.action.ts";
import { makeReport, type LogTail, type ReportParts } from "./make-report.action.ts";
import { redactorFor } from "./redactor-for.action.ts";
import type { RecordedHistory } from "../history/event-store.port.ts";

/** Shows a report in an editor, where the person can change it; then saves or copies what is left of it. */
export async function reportProblem(context: ActionContext): Promise<ActionAnswer> {
  const { app, clock, doctor, report, show } = context;
  const [facts, read] = await Promise.all([report.gather(), logTail(context)]);
  const diagnosis = await doctor.diagnose(read && followedLog(read));
  const { settings, known, ...versions } = facts;
  const state = app.state();
  const { remote } = state.local;
  const text = withOrWithoutEvents(report.history, {
    state,
    nowMs: clock.now(),
    versions: { ...versions, ...(remote !== undefined && { remote: kindOfRemote(remote) }) },
    settings,
    redactorOf: (told) => redactorFor(context, known, told),
    diagnosis,
    ...(read && { log: read.tail }),
  });
  await show.draft<Sharing>({
    text,
    note: l10n.t(
      "Check this report before you share it. It is not saved yet, and you can change it. Paddock sends nothing.",
    ),
    buttons: [
      { value: "save", label: l10n.t("Save…") },
      { value: "copy", label: l10n.t("Copy") },
      ...(report.issues === undefined ? [] : [{ value: "issue" as const, label: l10n.t("Open an Issue") }]),
    ],
    press: (sharing, edited) => void share(context, sharing, edited),
  });
  return done();
}

type Sharing = "save" | "copy" | "issue";

async function share({ clock, report, show }: ActionContext, sharing: Sharing, text: string): Promise<void> {
  try {
    if (sharing === "save") return await save(show, text, clock.now());
    if (sharing === "issue") return await show.website(report.issues ?? "");
    await show.copy(text);
    show.mention(l10n.t("Copied the report"));
  } catch (error) {
    const reason = errorText(error);
    show.mention(l10n.t("This did not work: {0}. Save or copy the text in the editor itself.", reason));
  }
}

/** Where the editor is a server, its name may be the address of that. */
const kindOfRemote = (remote: string): string => (/^[a-z][a-z-]*$/.test(remote) ? remote : "server");

/** A history that cannot be read is a reason for a report. */
function withOrWithoutEvents(history: RecordedHistory, parts: Omit<ReportParts, "history">): string {
  try {
    return makeReport({ ...parts, history });
  } catch (error) {
    if (!isStoreFailure(toFailure(error))) throw error;
    return makeReport({ ...parts, history: unreadable(parts.state) });
  }
}

const unreadable = ({ facts }: AppState): RecordedHistory => ({
  factsAfter: () => [],
  readings: () => [],
  snapshots: () => [{ seq: 0, facts }],
});

/** A log of commands of the person, or on another machine, is read as well: the person has asked for it. */
async function logTail(context: ActionContext): Promise<ReadLog | undefined> {
  const host = hostIn(context);
  const { owner } = hostFacts(context.app.state(), host).service;
  if (host === undefined || whyCannot(owner, "logs")) return undefined;
  const log = context.logOf(host, owner);
  return log && { log, tail: await readLogTail(log, context.clock) };
}

type ReadLog = { readonly log: ServiceLog; readonly tail: LogTail };

/** The last lines of a log, as the doctor reads them. */
const followedLog = ({ log: { place }, tail: { lines } }: ReadLog): ShownLog => ({
  kind: "followed",
  place,
  ...nothingFollowed,
  description: describeLines(lines),
  lines: lines.map((text, number) => ({ number, text })),
});

async function save(show: ActionContext["show"], text: string, nowMs: number): Promise<void> {
  const saved = await show.save({
    title: l10n.t("Save Report"),
    name: `paddock-report-${new Date(nowMs).toISOString().slice(0, 10)}`,
    kinds: ["json"],
    textOf: () => text,
  });
  if (saved.kind === "failed") show.refusal({ reason: "file-unwritable", detail: saved.detail });
  if (saved.kind === "saved") show.mention(l10n.t("Saved the report as {0}", saved.path));
}
