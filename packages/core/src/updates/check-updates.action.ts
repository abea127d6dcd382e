import { hostFacts, hostOf } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";

/** Asks the registries for updates, until all of them have answered. */
export const checkForUpdates = (context: ActionContext): Promise<ActionAnswer> =>
  carryOut(context, { type: "updates.check" }, () => checkedAt(hostOf(context.app.state())));

const checkedAt =
  (host: HostId | undefined): Ending =>
  (state) => {
    const { updateCheck } = hostFacts(state, host);
    if (!updateCheck || hostOf(state) !== host) return { kind: "unknown" };
    return updateCheck.isRunning ? undefined : { kind: "done" };
  };
