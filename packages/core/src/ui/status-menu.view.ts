import { hostFacts, type AppState } from "../app/state.ts";
import { endpointUrl } from "../service/service.view.ts";
import { actionOf, whyNot, type Action } from "./actions.ts";
import { statusBarView } from "./status-bar.view.ts";

/** The menu of the status bar. */
export type StatusMenu = {
  readonly title: string;
  readonly placeholder: string;
  /** Actions that are possible now. */
  readonly now: readonly Action[];
  /** Actions that do not depend on the state of the service, if they are possible now. */
  readonly always: readonly Action[];
};

export function statusMenu(state: AppState, nowMs: number): StatusMenu {
  const { text, actions } = statusBarView(state, nowMs);
  const always = [
    actionOf({ type: "dashboard.open" }),
    actionOf({ type: "host.choose" }),
    actionOf({ type: "download.add" }),
    actionOf({ type: "models.refresh" }),
    actionOf({ type: "service.test" }),
    actionOf({ type: "service.copy-endpoint" }),
    actionOf({ type: "service.show-log" }),
    actionOf({ type: "service.set-headers" }),
    actionOf({ type: "inspector.open" }),
    actionOf({ type: "report.make" }),
    actionOf({ type: "settings.open" }),
  ];
  return {
    title: text,
    placeholder: endpointUrl(hostFacts(state).service) ?? "",
    now: actions,
    always: always
      .filter(({ request }) => whyNot(state, request) === undefined)
      .filter(({ request }) => actions.every((action) => action.request.type !== request.type)),
  };
}
