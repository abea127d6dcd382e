import { distinctUntilChanged, EMPTY, filter, from, map, switchMap, type Observable } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { shownHolder } from "./port-holder.ts";
import type { PortHolders } from "./port-holders.port.ts";
import { isPortInUse } from "./service.ts";
import type { ServiceEvent } from "./service-events.ts";

/** Finds out who holds the port, once each time that another program is found there. */
export const runPortHolder = (
  holders: PortHolders | undefined,
  { facts$ }: Pick<HostLoop, "facts$">,
): Observable<WithoutHost<ServiceEvent>> =>
  facts$.pipe(
    map(({ service }) => (isPortInUse(service) ? service.sinceSeq : undefined)),
    distinctUntilChanged(),
    switchMap((sinceSeq) => (sinceSeq === undefined || !holders ? EMPTY : from(holders.find()))),
    filter((holder) => holder !== undefined),
    map((holder) => ({ type: "service.port-held", holder: shownHolder(holder) })),
  );
