import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import { actionOf, isOffered, type Action, type ActionRequest } from "../ui/actions.ts";
import { serviceActions } from "./service-actions.view.ts";

/** In the same place in every state, so that nothing moves. */
const FIXED = ["service.test", "service.restart"] as const satisfies readonly ActionRequest["type"][];

/** The buttons of the strip: the fixed ones, then the most useful other one; the rest is for a menu. */
export function stripActions(state: AppState): {
  readonly actions: readonly Action[];
  readonly more: readonly Action[];
} {
  const others = serviceActions(state).filter(({ request }) => !FIXED.some((type) => type === request.type));
  const fixed = FIXED.map((type) => ({
    ...actionOf({ type }, type === "service.restart" ? l10n.t("Restart") : undefined),
    isOff: !isOffered(state, { type }),
  }));
  return { actions: [...fixed, ...others.slice(0, 1)], more: others.slice(1) };
}
