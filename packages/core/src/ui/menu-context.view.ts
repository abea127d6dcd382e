import { type AppState, hostFacts } from "../app/state.ts";
import { isOffered } from "./actions.ts";
import { missingIn, type Service } from "../service/service.ts";
import type { MenuContext } from "./menus.ts";

export const menuContext = (state: AppState): MenuContext => ({
  situation: situationOf(hostFacts(state).service),
  canStart: isOffered(state, { type: "service.start" }),
  canStop: isOffered(state, { type: "service.stop" }),
  canRestart: isOffered(state, { type: "service.restart" }),
  canPause: isOffered(state, { type: "download.pause-all" }),
  canResume: isOffered(state, { type: "download.resume-all" }),
  canUpdate: isOffered(state, { type: "updates.apply" }),
  hasHosts: state.facts.watched.length > 1,
  isRemote: state.local.remote !== undefined,
});

const situationOf = ({ situation }: Service): MenuContext["situation"] =>
  situation.kind === "not-installed" && missingIn(situation).kind === "no-executable"
    ? "no-program"
    : situation.kind;
