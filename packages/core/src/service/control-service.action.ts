import { hostFacts, type AppState } from "../app/state.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { ServiceCommand } from "./service-commands.ts";
import { missingIn } from "./service.ts";
import type { ActionAnswer, ActionContext } from "../ui/action.ts";
import { carryOut, type Ending } from "../ui/carry-out.action.ts";

/** Starts the service, and resolves when it answers or has failed. */
export const startService = (context: ActionContext): Promise<ActionAnswer> =>
  startBy(context, { type: "service.start" });

/** Stops only the owner that was shown. */
export const restartService = (
  context: ActionContext,
  _input: unknown,
  shown: AppState,
): Promise<ActionAnswer> => startBy(context, { type: "service.restart", ...ownerIn(shown) });

const ownerIn = (shown: AppState) => ({ owner: hostFacts(shown).service.owner });

/** A missing program is a lasting situation, about which there is no notice: the person who asked is told at once. */
async function startBy(context: ActionContext, command: WithoutHost<ServiceCommand>): Promise<ActionAnswer> {
  const answer = await carryOut(context, command, () => started);
  if (!answer.accepted) return answer;
  const completed = answer.completed.then((outcome) => {
    const failure = outcome.kind === "failed" ? outcome.failure : undefined;
    if (failure?.kind === "not-installed" || failure?.kind === "no-executable")
      context.show.refusal({ reason: "no-program", missing: failure });
    return outcome;
  });
  return { accepted: true, completed };
}

/** Stops the service if the owner that was shown runs it, and resolves when it has stopped or failed to. */
export const stopService = (
  context: ActionContext,
  _input: unknown,
  shown: AppState,
): Promise<ActionAnswer> => carryOut(context, { type: "service.stop", ...ownerIn(shown) }, () => stopped);

const started: Ending = (state) => {
  const { requested, situation } = hostFacts(state).service;
  if (requested === "start" || requested === "restart") return undefined;
  switch (situation.kind) {
    case "running":
      return { kind: "done" };
    case "starting":
    case "not-answering":
      return undefined; // it may still answer
    case "failed":
    case "refused":
    case "unreachable":
      return { kind: "failed", failure: situation.failure };
    case "not-installed":
      return { kind: "failed", failure: missingIn(situation) };
    case "port-taken":
      return { kind: "failed", failure: { kind: "port-in-use" } };
    case "stopped":
      return situation.death ? exited(situation.death.exit) : { kind: "cancelled" };
    case "stopping":
      return { kind: "cancelled" };
    case "unknown":
      return undefined; // a new leader has not seen the service yet
    case "misconfigured":
      return { kind: "unknown" };
  }
};

const exited = (exit: { readonly code?: number; readonly signal?: string }): Outcome => ({
  kind: "failed",
  failure: { kind: "exited", exit },
});

const stopped: Ending = (state) => {
  const { requested, situation } = hostFacts(state).service;
  if (requested === "stop") return undefined;
  switch (situation.kind) {
    case "stopped":
    case "not-installed":
    case "unreachable":
      return { kind: "done" };
    case "failed":
      return { kind: "failed", failure: situation.failure };
    case "port-taken":
      return { kind: "done" }; // our process has ended, and another program has the port
    case "starting":
    case "running":
    case "not-answering":
    case "stopping":
    case "refused":
      return { kind: "cancelled" };
    case "unknown":
      return undefined;
    case "misconfigured":
      return { kind: "unknown" };
  }
};
