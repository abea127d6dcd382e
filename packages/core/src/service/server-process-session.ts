import { distinctUntilChanged, EMPTY, filter, from, map, switchMap, type Observable } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { HostReading } from "../app/host-state.ts";
import type { ServerProcesses } from "./server-process.port.ts";
import { isRunning, type Service } from "./service.ts";

/** Asks the machine about the server of each run that Paddock did not start itself: its log may be out of reach. */
export const runServerProcess = (
  servers: ServerProcesses | undefined,
  { facts$ }: Pick<HostLoop, "facts$">,
): Observable<WithoutHost<HostReading>> =>
  facts$.pipe(
    map(({ service }) => (isOfOthers(service) ? service.sinceSeq : undefined)),
    distinctUntilChanged(),
    switchMap((sinceSeq) => (sinceSeq === undefined || !servers ? EMPTY : from(servers.find()))),
    filter((server) => server !== undefined),
    map((server) => ({ type: "service.located", server })),
  );

function isOfOthers(service: Service): boolean {
  const { kind } = service.owner;
  return isRunning(service) && kind !== "looking" && kind !== "paddock" && kind !== "elsewhere";
}
