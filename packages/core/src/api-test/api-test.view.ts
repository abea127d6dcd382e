import * as l10n from "@vscode/l10n";
import {
  hasPassed,
  isEmptyAnswer,
  isTestOf,
  type Answer,
  type ApiTest,
  type TestStep,
  type TestStepName,
} from "./api-test.ts";
import { type AppState, hostFacts } from "../app/state.ts";
import { shownAddress } from "../hosts/endpoint.ts";
import { mayBeConverting } from "../models/model-text.view.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Failure } from "../shared/failure.ts";
import { sameSince } from "../service/remembered-service.ts";
import { isRunning, missingIn, type Service } from "../service/service.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { ago, capitalized, grouped, remarks, took } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";

export type TestStepRow = {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly took: string;
  readonly tone: Tone;
};

/** The result in one line; `undefined` before the first test. */
export function testSummary(
  test: ApiTest | undefined,
  service: Service,
  nowMs: number,
): { readonly text: string; readonly tone: Tone } | undefined {
  if (!test) return undefined;
  if (test.isRunning) return { text: describeRunning(test, service, nowMs), tone: "busy" };
  const { text, tone } = summaryOf(test);
  const when = ago(test.startedAtMs, nowMs);
  if (isOutOfDate(test, service)) return { text: remarks(text, describeOutOfDate()), tone: "quiet" };
  // A good result from while the service ran does not apply any more.
  return { text: remarks(text, when), tone: tone === "good" && !isRunning(service) ? "quiet" : tone };
}

/** Whether the service was lost or started since: the result says nothing about what runs now. */
const isOutOfDate = (test: ApiTest, service: Service): boolean =>
  !test.isRunning && isRunning(service) && test.sinceSeq < sameSince(service);

const describeOutOfDate = (): string => l10n.t("out of date");

/** That a result is out of date, and what it was, for a side bar; `undefined` if it still applies. */
export function describeOutdated(test: ApiTest, service: Service): string | undefined {
  if (!isOutOfDate(test, service)) return undefined;
  const step = test.steps.at(-1);
  const isAnswer = step?.step === "answer" && step.outcome === "passed";
  return remarks(capitalized(describeOutOfDate()), isAnswer ? took(step.tookMs) : summaryOf(test).text);
}

/** The result of the last test, with the reason for a failure; `undefined` unless it was of this model. */
export function modelTestSummary(
  state: AppState,
  name: ModelName,
  nowMs: number,
): { readonly text: string; readonly tone: Tone } | undefined {
  const { test, service } = hostFacts(state);
  if (!test || !isTestOf(test, name)) return undefined;
  const failed = test.steps.find(({ outcome }) => outcome === "failed");
  if (failed?.outcome !== "failed" || test.isRunning) return testSummary(test, service, nowMs);
  const when = ago(test.startedAtMs, nowMs);
  const why = describeTestFailure(failed.failure, service);
  return isOutOfDate(test, service)
    ? { text: remarks(why, describeOutOfDate()), tone: "quiet" }
    : { text: remarks(why, when), tone: "wrong" };
}

/** To answer, a model is loaded first. */
const describeRunning = ({ startedAtMs }: ApiTest, service: Service, nowMs: number): string =>
  mayBeConverting(service, startedAtMs, nowMs)
    ? l10n.t("still testing: Ollama may have to convert the model first, which takes minutes")
    : l10n.t("testing…");

/** Nothing can be reached where no program was found: then that is the reason. */
export const describeTestFailure = (failure: Failure, { situation }: Service): string =>
  describeFailure(
    situation.kind === "not-installed" && failure.kind === "unreachable" ? missingIn(situation) : failure,
  );

function summaryOf(test: ApiTest): { readonly text: string; readonly tone: Tone } {
  const failed = test.steps.find(({ outcome }) => outcome === "failed");
  if (failed?.outcome === "failed")
    return { text: describeFailed(failed.step, failed.failure), tone: "wrong" };
  if (!hasPassed(test)) return { text: l10n.t("not finished"), tone: "quiet" };
  const step = test.steps.at(-1);
  if (step?.outcome === "skipped" && step.why === "only-decides")
    return { text: l10n.t("reachable, {0} cannot be tested here", step.model), tone: "quiet" };
  if (step?.step !== "answer" || step.outcome !== "passed")
    return { text: l10n.t("reachable, no model to test"), tone: "good" };
  return isEmptyAnswer(step.answer)
    ? { text: l10n.t("empty answer after {0}", took(step.tookMs)), tone: "warn" }
    : { text: l10n.t("answered in {0}", took(step.tookMs)), tone: "good" };
}

const STEPS = ["reach", "version", "answer"] as const satisfies readonly TestStepName[];

/** The steps of a test, before and after they were taken: always the same rows. */
export function testStepRows(test: ApiTest | undefined, service: Service): readonly TestStepRow[] {
  const taken = test?.steps ?? [];
  const isOld = test !== undefined && isOutOfDate(test, service);
  // What was fine while the service ran is not known any more.
  const toneNow = (tone: Tone): Tone => (isOld || (tone === "good" && !isRunning(service)) ? "quiet" : tone);
  const next = STEPS.find((name) => !taken.some(({ step }) => step === name));
  return STEPS.map((name): TestStepRow => {
    const step = taken.find((one) => one.step === name);
    if (step) {
      const row = stepRow(step, service);
      return { ...row, tone: toneNow(row.tone) };
    }
    const isNext = test?.isRunning === true && name === next;
    return {
      key: name,
      label: stepLabel(name),
      detail: isNext ? "…" : "",
      took: "",
      tone: isNext ? "busy" : "quiet",
    };
  });
}

function stepRow(step: TestStep, service: Service): TestStepRow {
  const base = { key: step.step, label: stepLabel(step.step) };
  if (step.outcome === "skipped") return { ...base, detail: whySkipped(step), took: "", tone: "quiet" };
  const time = took(step.tookMs);
  if (step.outcome === "failed")
    return { ...base, detail: describeTestFailure(step.failure, service), took: time, tone: "wrong" };
  const tone = step.step === "answer" && isEmptyAnswer(step.answer) ? "warn" : "good";
  return { ...base, detail: detailOf(step, service), took: time, tone };
}

function whySkipped(step: Extract<TestStep, { outcome: "skipped" }>): string {
  switch (step.why) {
    case "no-model":
      return l10n.t("No model is installed yet. Add one to test its answer.");
    case "only-decides":
      return remarks(step.model, l10n.t("It only decides, at /v1/systemone, which cannot be tested here."));
  }
}

function detailOf(step: Extract<TestStep, { outcome: "passed" }>, { endpoint }: Service): string {
  switch (step.step) {
    case "reach":
      return endpoint ? shownAddress(endpoint) : "";
    case "version":
      return step.version;
    case "answer":
      return remarks(step.model, step.by, answerText(step.answer));
  }
}

function answerText(answer: Answer): string {
  if (answer.kind === "numbers") return l10n.t("a vector of {0} numbers", grouped(answer.count));
  const text = answer.text.replace(/\s+/g, " ").trim();
  return text === ""
    ? l10n.t("an empty answer")
    : l10n.t("“{0}”", text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function describeFailed(step: TestStepName, { kind }: Failure): string {
  switch (step) {
    case "reach":
      return l10n.t("not reachable");
    case "version":
      return l10n.t("version not readable");
    case "answer":
      return kind === "broke-off" ? l10n.t("the answer broke off") : l10n.t("the model did not answer");
  }
}

function stepLabel(step: TestStepName): string {
  switch (step) {
    case "reach":
      return l10n.t("Reachable");
    case "version":
      return l10n.t("Version");
    case "answer":
      return l10n.t("Answers");
  }
}
