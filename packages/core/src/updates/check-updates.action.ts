import { hostFacts } from "../app/state.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";

/** Checks for updates, and follows that until all registries have answered. */
export const checkForUpdates = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "updates.check" }, () => checked);

const checked: Ending = (state) => {
  const { updateCheck } = hostFacts(state);
  if (!updateCheck) return { kind: "unknown" };
  return updateCheck.isRunning ? undefined : { kind: "done" };
};
