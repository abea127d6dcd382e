import { distinctUntilChanged, map, type Observable } from "rxjs";
import { hostFacts } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import type { ActionApp } from "../ui/action.ts";
import { runOf } from "./service.ts";

/** The present run of the service of a host, and then each new one. */
export const runsOf = ({ state$ }: ActionApp, host: HostId): Observable<number | undefined> =>
  state$.pipe(
    map((state) => runOf(hostFacts(state, host).service)),
    distinctUntilChanged(),
  );
