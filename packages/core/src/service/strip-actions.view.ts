import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { actionOf, isOffered, whyNot, type Action, type ActionRequest } from "../ui/actions.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { serviceActions } from "./service-actions.view.ts";
import { describeStopEffects } from "./stop-effects.view.ts";

/** In the same place in every state, so that nothing moves. */
const FIXED = ["service.test", "service.restart"] as const satisfies readonly ActionRequest["type"][];

/**
 * The buttons of the strip: the fixed ones, then the most useful other one; the rest is for a menu. Where no other is
 * offered, as while Ollama stops or where Paddock may not stop it, Stop keeps its place, disabled.
 */
export function stripActions(state: AppState): {
  readonly actions: readonly Action[];
  readonly more: readonly Action[];
  readonly isLastMain: boolean;
} {
  const others = serviceActions(state).filter(({ request }) => !FIXED.some((type) => type === request.type));
  const fixed = FIXED.map((type) => ({
    ...actionOf({ type }, type === "service.restart" ? l10n.t("Restart") : undefined),
    isOff: isChanging(state) || !isOffered(state, { type }),
  }));
  const useful = others[0] ?? { ...actionOf({ type: "service.stop" }), isOff: true };
  const actions = [...fixed, useful].map((action) => withTooltip(state, action));
  return {
    actions,
    more: others.slice(1),
    isLastMain: useful.isOff !== true && useful.request.type !== "service.stop",
  };
}

/** A test would only find what is shown: that it does not answer yet, or any more. */
function isChanging(state: AppState): boolean {
  const { kind } = hostFacts(state).service.situation;
  return kind === "starting" || kind === "stopping";
}

/**
 * A service that does not run would be started by a restart, which is off all the same: there is nothing to stop. One that
 * starts or stops says so where it is asked to start.
 */
const whyOff = (state: AppState, request: ActionRequest): Refusal | undefined =>
  whyNot(state, request) ?? whyNot(state, { type: isChanging(state) ? "service.start" : "service.stop" });

/** What a person should know before pressing it. */
function withTooltip(state: AppState, action: Action): Action {
  const { request, isOff } = action;
  const why = isOff ? whyOff(state, request) : undefined;
  const endsIt = request.type === "service.stop" || request.type === "service.restart";
  const tooltip = why ? describeRefusal(why) : endsIt && !isOff ? describeStopEffects(state).join("\n") : "";
  return tooltip === "" ? action : { ...action, tooltip };
}
