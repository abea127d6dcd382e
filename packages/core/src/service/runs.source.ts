import { distinctUntilChanged, map, type Observable } from "rxjs";
import { hostFacts, type AppState } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { runOf } from "./service.ts";

/** The present run of the service of a host, and then each new one. */
export const runsOf = (state$: Observable<AppState>, host: HostId): Observable<number | undefined> =>
  state$.pipe(
    map((state) => runOf(hostFacts(state, host).service)),
    distinctUntilChanged(),
  );
