import { type AppState, hostFacts, hostOf } from "../app/state.ts";
import { allDownloads, type Download } from "./downloads.ts";

/** The downloads of the host that is watched; all of them while there is none. */
export function downloadsHere(state: AppState): readonly Download[] {
  const host = hostOf(state);
  return allDownloads(hostFacts(state).downloads).filter(
    ({ origin }) => host === undefined || origin === host,
  );
}
