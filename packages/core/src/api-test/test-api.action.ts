import { hostFacts } from "../app/state.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";

/** Tests the API; the outcome is that of its first failed step. */
export const testApi = (
  context: ActionContext,
  { model }: { readonly model?: ModelName },
): Promise<ActionAnswer> =>
  carryOut(context, { type: "service.test", ...(model && { model }) }, () => tested);

const tested: Ending = (state) => {
  const { test } = hostFacts(state);
  if (!test) return { kind: "unknown" };
  if (test.isRunning) return undefined;
  const failed = test.steps.find(({ outcome }) => outcome === "failed");
  if (failed?.outcome === "failed") return { kind: "failed", failure: failed.failure };
  return test.steps.some(({ step }) => step === "answer") ? { kind: "done" } : { kind: "cancelled" };
};
