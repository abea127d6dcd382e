import { exhaustMap, filter, interval, map, type Observable } from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { ServiceOwner } from "./service-owner.port.ts";
import type { ListensElsewhere } from "./sighting.ts";

const LOOK_EVERY_MS = 1_000;

/** Emits each time our process is found to listen at another address than it was told. */
export const watchAddress = (
  owner: Pick<ServiceOwner, "listensElsewhere">,
  clock: Clock,
): Observable<ListensElsewhere> =>
  interval(LOOK_EVERY_MS, clockScheduler(clock)).pipe(
    exhaustMap(() => owner.listensElsewhere()),
    filter((address) => address !== undefined),
    map((address) => ({ type: "listens-elsewhere", address })),
  );
