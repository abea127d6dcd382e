import * as l10n from "@vscode/l10n";
import type { ModelName } from "../models/model-name.ts";
import { countTokens } from "../models/model-text.view.ts";
import { median } from "../shared/median.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { marksAt, type CourseView } from "../ui/course.view.ts";
import { briefMoment, percent, percentText, remarks, sentences, took } from "../ui/text/format.view.ts";
import { describeSpeed, speedNumber } from "./figures.view.ts";
import type { Ran } from "./try-events.ts";

/** The figures of the last runs of a model; tokens/s are drawn. */
export type LastRunsView = CourseView & {
  readonly title: string;
  readonly note: string;
  readonly words: ReturnType<typeof lastRunsWords>;
  /** Why nothing is drawn; empty if something is. */
  readonly none: string;
  /** The last one first. */
  readonly rows: readonly RunRow[];
  readonly summary: string;
  readonly clear: Action | null;
};

type RunRow = {
  readonly key: string;
  readonly when: string;
  readonly speed: string;
  readonly first: string;
  readonly load: string;
  readonly prompt: string;
  readonly answer: string;
  /** Why it was slow, if that is known. */
  readonly note: string;
  readonly clear: Action;
};

const UNKNOWN = "–";
/** Slower than this share of the median is worth a mark. */
const SLOW = 0.7;

type Subject = { readonly model: ModelName; readonly name: string; readonly nowMs: number };

export function lastRunsView(runs: readonly Ran[], { model, name, nowMs }: Subject): LastRunsView {
  const drawn = runs.filter((run) => run.tokensPerSecond !== undefined);
  const speeds = drawn.map(({ tokensPerSecond = 0 }) => tokensPerSecond);
  const middle = median(speeds);
  const slow = slowestIn(drawn, middle);
  const all = { type: "try.clear", model } as const;
  return {
    title: l10n.t("Last runs"),
    note: middle === undefined ? "" : l10n.t("tokens/s of {0} · median {1}", name, speedNumber(middle)),
    words: lastRunsWords(),
    values: speeds,
    marks: marksAt(drawn, slow, (run, at) =>
      remarks(briefMoment(run.askedAtMs, nowMs), at === slow && whySlow(run)),
    ),
    slow: slow === undefined ? null : { at: slow, text: speedNumber(speeds[slow] ?? 0) },
    label: describeChart(drawn, middle, slow, nowMs),
    none: describeNone(runs, drawn),
    rows: runs.toReversed().map((run) => rowOf(run, nowMs)),
    summary: l10n.t("All runs"),
    clear: runs.length > 0 ? actionOf(all) : null,
  };
}

const lastRunsWords = () => ({
  when: l10n.t("When"),
  speed: l10n.t("Speed"),
  first: l10n.t("First token"),
  load: l10n.t("Load"),
  prompt: l10n.t("Prompt"),
  answer: l10n.t("Answer"),
});

function describeNone(runs: readonly Ran[], drawn: readonly Ran[]): string {
  if (drawn.length > 0) return "";
  return runs.length > 0
    ? l10n.t("The runs of this model have no speed: it makes vectors.")
    : l10n.t("No runs yet. Their figures are kept here, and never what was asked and answered.");
}

/** The slowest run, if it was much slower than usual. */
function slowestIn(runs: readonly Ran[], middle: number | undefined): number | undefined {
  if (middle === undefined) return undefined;
  const slowest = Math.min(...runs.map(({ tokensPerSecond = 0 }) => tokensPerSecond));
  const at = runs.findLastIndex(({ tokensPerSecond }) => tokensPerSecond === slowest);
  return slowest < SLOW * middle ? at : undefined;
}

/** What of a run makes it slow. */
function whySlow({ cpuShare = 0 }: Ran): string {
  const onCpu = percent(cpuShare);
  return onCpu < 1 ? "" : l10n.t("{0} on the CPU", percentText(onCpu));
}

function describeChart(
  runs: readonly Ran[],
  middle: number | undefined,
  slow: number | undefined,
  nowMs: number,
): string {
  if (middle === undefined) return "";
  const slowest = slow === undefined ? undefined : runs[slow];
  return sentences(
    l10n.t("Speed of the last runs ({0}): the median is {1}.", runs.length, describeSpeed(middle)),
    slowest
      ? l10n.t(
          "The slowest had {0}: {1}.",
          describeSpeed(slowest.tokensPerSecond ?? 0),
          remarks(briefMoment(slowest.askedAtMs, nowMs), whySlow(slowest)),
        )
      : "",
  );
}

function rowOf(run: Ran, nowMs: number): RunRow {
  const { model, askedAtMs, tokensPerSecond, firstMs, loadMs, promptTokens, answerTokens } = run;
  const orUnknown = (value: number | undefined, words: (value: number) => string): string =>
    value === undefined ? UNKNOWN : words(value);
  const when = briefMoment(askedAtMs, nowMs);
  return {
    key: String(askedAtMs),
    when,
    speed: orUnknown(tokensPerSecond, describeSpeed),
    first: orUnknown(firstMs, took),
    load: orUnknown(loadMs, took),
    prompt: orUnknown(promptTokens, countTokens),
    answer: orUnknown(answerTokens, countTokens),
    note: whySlow(run),
    clear: actionOf({ type: "try.clear", model, askedAtMs }, l10n.t("Clear the run of {0}", when)),
  };
}
