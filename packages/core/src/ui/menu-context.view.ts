import { type AppState, hostFacts } from "../app/state.ts";
import { isOffered } from "./actions.ts";
import type { MenuContext } from "./menus.ts";

export const menuContext = (state: AppState): MenuContext => ({
  situation: hostFacts(state).service.situation.kind,
  canStart: isOffered(state, { type: "service.start" }),
  canStop: isOffered(state, { type: "service.stop" }),
  canRestart: isOffered(state, { type: "service.restart" }),
  canPause: isOffered(state, { type: "download.pause-all" }),
  canResume: isOffered(state, { type: "download.resume-all" }),
  canUpdate: isOffered(state, { type: "updates.apply" }),
});
