import { filter, take, type Observable } from "rxjs";
import type { WithoutHost } from "../hosts/host.ts";
import { isRunning, type Service, type ServiceCommand } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostFacts } from "./host-state.ts";

/** Milliseconds after which what was asked of an earlier leader is not wanted any more. */
const FRESH_MS = 60_000;

/** Whether what the leader before this one left undone is still wanted. */
export const isFresh = (sinceMs: number, clock: Clock): boolean => clock.now() - sinceMs < FRESH_MS;

/** What was asked of the service and was not done when the leader changed: it is asked again. */
export const undoneCommand = (service: Service, clock: Clock): WithoutHost<ServiceCommand> | undefined =>
  service.requested && isFresh(service.sinceMs, clock) ? { type: `service.${service.requested}` } : undefined;

/** Emits once it is known how the service is. */
export const untilKnown = (facts$: Observable<HostFacts>): Observable<HostFacts> =>
  once(facts$, ({ service }) => service.situation.kind !== "unknown");

/** Emits once the service runs. */
export const untilRunning = (facts$: Observable<HostFacts>): Observable<HostFacts> =>
  once(facts$, ({ service }) => isRunning(service));

const once = (facts$: Observable<HostFacts>, isSo: (facts: HostFacts) => boolean): Observable<HostFacts> =>
  facts$.pipe(filter(isSo), take(1));
