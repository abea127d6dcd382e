import * as l10n from "@vscode/l10n";
import { hostOf, type AppState } from "../app/state.ts";
import type { ReadStore } from "../models/model-layers.ts";
import { lineText } from "../service-log/log-lines.view.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { ago, grouped, list, remarks, took } from "../ui/text/format.view.ts";
import { causesOnly, verdictOf, type Cause, type Verdict } from "./cause.ts";
import type { Fine, Finding } from "./check.view.ts";
import { CHECKS } from "./checks.view.ts";
import { evidenceOf, type Evidence } from "./evidence.view.ts";
import type { MachineReport } from "./machine-report.ts";
import type { ShownDoctor } from "./shown-doctor.ts";

/** Something that is wrong, or to be looked at. */
export type FoundRow = {
  readonly key: string;
  readonly cause: Cause;
  readonly verdict: Verdict;
  readonly finding: string;
  readonly evidence: string;
  /** What shows it, as it stands in Ollama's log, and where that is. */
  readonly quote: { readonly source: string; readonly text: string; readonly line: string } | null;
  readonly fix: Action | null;
};

type FineRow = { readonly key: string; readonly what: string; readonly evidence: string };

/** What the Doctor tab shows. */
export type DoctorView = {
  readonly title: string;
  readonly note: string;
  readonly again: Action;
  /** Copies all of it for an issue, without what only the person should see. */
  readonly copy: Action;
  /** That nothing was found; empty if something was, or while it is looked for. */
  readonly healthy: string;
  /** What is wrong, then what is to be looked at; the most telling one first. */
  readonly open: readonly FoundRow[];
  readonly fine: { readonly title: string; readonly rows: readonly FineRow[] };
  readonly unchecked: { readonly title: string; readonly rows: readonly FineRow[] };
};

/** What is wrong, how that is known, and what to press; `null` while the tab is not shown. */
export function doctorView(
  state: AppState,
  nowMs: number,
  {
    shown,
    log,
    store,
  }: { readonly shown: ShownDoctor; readonly log: ShownLog; readonly store: ReadStore | null },
): DoctorView | null {
  if (shown.kind === "closed") return null;
  const head = {
    title: l10n.t("Doctor"),
    again: actionOf({ type: "doctor.check" }),
    copy: actionOf({ type: "doctor.copy" }),
  };
  const machine = knownMachine(state, shown);
  const { open, fine, unchecked } = diagnose(evidenceOf(state, nowMs, { log, machine, store }));
  const counts = describeCounts(open, fine.length, unchecked.length);
  return {
    ...head,
    note: remarks(counts, describeLook(shown, nowMs)),
    healthy:
      open.length === 0 && shown.kind === "checked" && fine.length > 0
        ? l10n.t("Nothing is wrong: all that was checked is fine.")
        : "",
    open,
    fine: { title: l10n.t("Fine"), rows: fine },
    unchecked: { title: l10n.t("Could not be checked"), rows: unchecked },
  };
}

/** How many things are not fine, as far as that is known without the tab. */
export function openCount(
  state: AppState,
  nowMs: number,
  { shown, log }: { readonly shown: ShownDoctor; readonly log: ShownLog },
): number {
  return diagnose(evidenceOf(state, nowMs, { log, machine: knownMachine(state, shown) })).open.length;
}

function knownMachine(state: AppState, shown: ShownDoctor): MachineReport | undefined {
  switch (shown.kind) {
    case "closed":
      return shown.last?.host === hostOf(state) ? shown.last?.report : undefined;
    case "checking":
    case "failed":
      return undefined;
    case "checked":
      return shown.report;
  }
}

function describeLook(shown: Exclude<ShownDoctor, { readonly kind: "closed" }>, nowMs: number): string {
  switch (shown.kind) {
    case "checking":
      return l10n.t("looking at this machine…");
    case "failed":
      return l10n.t("this machine could not be looked at: {0}", shown.detail);
    case "checked":
      return shown.tookMs < 1
        ? l10n.t("checked {0}", ago(shown.atMs, nowMs))
        : l10n.t("checked {0} in {1}", ago(shown.atMs, nowMs), took(shown.tookMs));
  }
}

/** What all checks find. */
export function diagnose(evidence: Evidence) {
  const examined = Object.entries(CHECKS).map(([key, check]) => [key, check(evidence)] as const);
  const found = examined.flatMap(([, result]) => ("kind" in result ? [] : result));
  const rows = (kind: Fine["kind"]): readonly FineRow[] =>
    examined.flatMap(([key, result]) =>
      "kind" in result && result.kind === kind ? [{ key, what: result.what, evidence: result.evidence }] : [],
    );
  return { open: inOrder(found), fine: rows("fine"), unchecked: rows("unchecked") };
}

/** The same as plain text, a line each. */
export function diagnosisLines(evidence: Evidence): readonly string[] {
  const { open, fine, unchecked } = diagnose(evidence);
  return [
    ...open.flatMap(({ verdict, finding, evidence: how, quote }) => [
      `[${verdict}] ${finding} ${how}`,
      ...(quote ? [`    ${quote.source}: ${quote.text}`] : []),
    ]),
    ...fine.map(({ what, evidence: how }) => `[fine] ${what}: ${how}`),
    ...unchecked.map(({ what, evidence: how }) => `[unchecked] ${what}: ${how}`),
  ];
}

const quoteOf = (line: string): NonNullable<FoundRow["quote"]> => ({
  source: l10n.t("Ollama's log"),
  text: lineText(line),
  line,
});

/** Each cause once: two checks may find the same one. */
function inOrder(found: readonly Finding[]): readonly FoundRow[] {
  const rows = causesOnly(found).map(({ cause, finding, evidence, logLine, fix }): FoundRow => ({
    key: `${cause} ${finding}`,
    cause,
    verdict: verdictOf(cause),
    finding,
    evidence,
    quote: logLine === undefined ? null : quoteOf(logLine),
    fix: fix ?? null,
  }));
  return rows.filter(
    (row, index) => rows.findIndex(({ cause, key }) => isSame(cause, row) || key === row.key) === index,
  );
}

/** What is about a certain model or a certain device may be found several times. */
const MANY: ReadonlySet<Cause> = new Set([
  "gpu",
  "gpu-memory-held",
  "model-partly-on-cpu",
  "model-on-cpu-by-request",
]);

const isSame = (cause: Cause, row: FoundRow): boolean => cause === row.cause && !MANY.has(cause);

function describeCounts(open: readonly FoundRow[], fine: number, unchecked: number): string {
  const wrong = open.filter(({ verdict }) => verdict === "wrong").length;
  const look = open.length - wrong;
  return list([
    ...(wrong > 0 ? [l10n.t("{0} wrong", grouped(wrong))] : []),
    ...(look > 0 ? [l10n.t("{0} to look at", grouped(look))] : []),
    l10n.t("{0} fine", grouped(fine)),
    ...(unchecked > 0 ? [l10n.t("{0} not checked", grouped(unchecked))] : []),
  ]);
}
