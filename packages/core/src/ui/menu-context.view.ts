import { type AppState, decide, hostFacts } from "../app/state.ts";
import { isPausable, isPaused } from "../downloads/downloads.ts";
import type { ServiceSituation } from "../service/service.ts";
import { downloadsHere } from "../downloads/downloads.view.ts";
import { outdatedModels } from "../updates/updates.view.ts";

/** What a menu must know to offer the right things. */
export type Controls = {
  readonly situation: ServiceSituation["kind"];
  readonly canStart: boolean;
  readonly canStop: boolean;
  /** Whether any download can be paused, or resumed. */
  readonly canPause: boolean;
  readonly canResume: boolean;
  /** Whether any model is known to be outdated. */
  readonly canUpdate: boolean;
};

/** What menus can offer now. */
export const controls = (state: AppState): Controls => ({
  situation: hostFacts(state).service.situation.kind,
  canStart: decide(state, { type: "service.start" }).accepted,
  canStop: decide(state, { type: "service.stop" }).accepted,
  canPause: downloadsHere(state).some(isPausable),
  canResume: downloadsHere(state).some(isPaused),
  canUpdate: outdatedModels(state).length > 0,
});
