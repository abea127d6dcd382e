import { hostFacts, type AppState } from "../app/state.ts";
import { endpointUrl } from "../service/service.view.ts";
import { actionOf, type Action } from "./actions.ts";
import { statusBarView } from "./status-bar.view.ts";

/** What a click on the status bar offers. */
export type StatusMenu = {
  readonly title: string;
  readonly placeholder: string;
  /** What can be done now. */
  readonly now: readonly Action[];
  /** What can always be done. */
  readonly always: readonly Action[];
};

/** The service's own actions first, then those that are always there. */
export function statusMenu(state: AppState, nowMs: number): StatusMenu {
  const { text, actions } = statusBarView(state, nowMs);
  const always = [
    actionOf({ type: "dashboard.open" }),
    actionOf({ type: "download.add" }),
    actionOf({ type: "models.refresh" }),
    actionOf({ type: "service.copy-endpoint" }),
    actionOf({ type: "service.show-log" }),
    actionOf({ type: "service.set-headers" }),
    actionOf({ type: "inspector.open" }),
  ];
  return {
    title: text,
    placeholder: endpointUrl(hostFacts(state).service) ?? "",
    now: actions,
    always: always.filter(({ request }) => actions.every((action) => action.request.type !== request.type)),
  };
}
