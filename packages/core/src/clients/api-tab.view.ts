import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { answersView, describePast, describeUntested, type AnswersView } from "../api-test/answers.view.ts";
import { testStepRows, testSummary, type TestStepRow } from "../api-test/api-test.view.ts";
import type { ModelName } from "../models/model-name.ts";
import { isRunning } from "../service/service.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { remarks } from "../ui/text/format.view.ts";
import type { Tone } from "../ui/tone.ts";
import { addressRows, type AddressRow } from "./addresses.view.ts";
import { callView, type CallView } from "./call.view.ts";
import type { ShownApi } from "./shown-api.ts";
import { useView, type UseView } from "./use-in.view.ts";

/** The API tab: is it healthy, where is it, and how is it used? */
export type ApiTabView = {
  readonly health: {
    readonly title: string;
    readonly summary: string;
    readonly tone: Tone;
    /** The same rows from the start, so that nothing moves when a test begins. */
    readonly steps: readonly TestStepRow[];
    readonly action: Action;
    /** Whether the test is what helps most; else that is to start Ollama, which the strip has. */
    readonly isMain: boolean;
  };
  readonly answers: AnswersView | null;
  readonly addresses: {
    readonly title: string;
    readonly note: string;
    readonly rows: readonly AddressRow[];
  };
  readonly call: CallView;
  readonly use: UseView | null;
};

/** `chosen` is the selected model of the window. */
export function apiTabView(
  state: AppState,
  nowMs: number,
  { chosen, shown }: { readonly chosen: ModelName | undefined; readonly shown: ShownApi },
): ApiTabView {
  const { service, test, pastTests } = hostFacts(state);
  const summary = testSummary(test, service, nowMs);
  return {
    health: {
      title: l10n.t("Health"),
      summary: remarks(summary?.text ?? describeUntested(pastTests), describePast(pastTests)),
      tone: summary?.tone ?? "quiet",
      steps: testStepRows(test, service),
      action: actionOf({ type: "service.test" }),
      isMain: isRunning(service),
    },
    answers: answersView(pastTests, nowMs),
    addresses: {
      title: l10n.t("Addresses"),
      note: l10n.t("to paste into other programs"),
      rows: addressRows(state, shown),
    },
    call: callView(state, chosen, shown),
    use: useView(state, chosen),
  };
}
