import * as l10n from "@vscode/l10n";
import { marksAt, type CourseView } from "../ui/course.view.ts";
import { briefMoment, grouped, remarks, sentences, took, tookBetween } from "../ui/text/format.view.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { median } from "../shared/median.ts";
import type { PastTests } from "./past-tests.ts";

/** How quickly one model answered in the last tests, in milliseconds. */
export type AnswersView = CourseView & { readonly title: string; readonly note: string };

/** A single answer shows no trend; the test's step has it. */
const FEWEST = 2;
/** So many times the median, and so much longer, is worth a mark. */
const SLOW = 2.5;
const SLOWER_MS = 200;

/** `null` if there is nothing to draw. */
export function answersView(past: PastTests | undefined, nowMs: number): AnswersView | null {
  const answered = answersOfLast(past ?? []);
  const model = answered.at(-1)?.model;
  if (!model || answered.length < FEWEST) return null;
  const name = shortModelName(model);
  const values = answered.map(({ tookMs }) => tookMs);
  const longest = Math.max(...values);
  const middle = median(values) ?? longest;
  const isSlow = longest > SLOW * middle && longest > middle + SLOWER_MS;
  const slow = isSlow ? values.lastIndexOf(longest) : undefined;
  return {
    title: l10n.t("Answer times"),
    note: l10n.t("of {0} in the last tests ({1}), in milliseconds", name, answered.length),
    values,
    marks: marksAt(answered, slow, (one, at) =>
      remarks(briefMoment(one.atMs, nowMs), at === slow && whySlow(one)),
    ),
    slow: slow === undefined ? null : { at: slow, text: grouped(longest) },
    label: sentences(
      l10n.t(
        "The last answers of {0} ({1}) took {2}.",
        name,
        answered.length,
        tookBetween(Math.min(...values), longest),
      ),
      describeSlowest(slow === undefined ? undefined : answered[slow]),
    ),
  };
}

const describeSlowest = (slowest: Answered | undefined): string =>
  slowest
    ? l10n.t("One was much slower than the others: {0}.", remarks(took(slowest.tookMs), whySlow(slowest)))
    : "";

/** Empty unless loading took most of the time. */
const whySlow = ({ tookMs, loadMs = 0 }: Answered): string =>
  loadMs > tookMs / 2 ? l10n.t("loading included") : "";

type Answered = {
  readonly atMs: number;
  readonly tookMs: number;
  readonly loadMs?: number;
  readonly model: ModelName;
};

/** Those of the model that answered last: models differ too much in speed to be compared. */
function answersOfLast(past: PastTests): readonly Answered[] {
  const answered = past.flatMap(({ atMs, answeredMs: tookMs, loadMs, model }) =>
    tookMs === undefined || !model ? [] : [{ atMs, tookMs, model, ...(loadMs !== undefined && { loadMs }) }],
  );
  const last = answered.at(-1);
  return answered.filter(({ model }) => last && isSameModel(model, last.model));
}

/** A host that is watched again has tests from before. */
export const describeUntested = (past: PastTests | undefined): string =>
  past ? l10n.t("not tested lately") : l10n.t("not tested yet");

/** "19 of the last 20 were fine", where there is more than the last one. */
export function describePast(past: PastTests | undefined): string {
  if (!past || past.length < FEWEST) return "";
  return l10n.t("{0} of the last {1} were fine", past.filter(({ isFine }) => isFine).length, past.length);
}
