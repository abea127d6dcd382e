import { decide, type AppState } from "../domain/domain.ts";
import type { ServiceSituation } from "../domain/service.ts";

/** What a menu must know to offer the right things. */
export type ServiceControls = {
  readonly situation: ServiceSituation["kind"];
  readonly canStart: boolean;
  readonly canStop: boolean;
};

/** What can be asked of the service now: by the very rules that decide it. */
export const serviceControls = (state: AppState): ServiceControls => ({
  situation: state.facts.service.situation.kind,
  canStart: decide(state, { type: "service.start" }).accepted,
  canStop: decide(state, { type: "service.stop" }).accepted,
});
