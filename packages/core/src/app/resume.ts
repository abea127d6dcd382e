import { filter, take, type Observable } from "rxjs";
import { type AppState, hostFacts } from "./state.ts";
import { isRunning, type Service, type ServiceCommand } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";

/** Milliseconds after which nobody waits any more for what was asked of an earlier engine. */
const FRESH_MS = 60_000;

/** Whether what the engine before this one left undone is still wanted. */
export const isFresh = (sinceMs: number, clock: Clock): boolean => clock.now() - sinceMs < FRESH_MS;

/** What was asked of the service and was not done when the engine changed: it is asked again. */
export const undoneCommand = (service: Service, clock: Clock): ServiceCommand | undefined =>
  service.asked && isFresh(service.sinceMs, clock) ? { type: `service.${service.asked}` } : undefined;

/** Emits once it is known how the service is. */
export const untilKnown = (state$: Observable<AppState>): Observable<AppState> =>
  once(state$, (state) => hostFacts(state).service.situation.kind !== "unknown");

/** Emits once the service runs. */
export const untilRunning = (state$: Observable<AppState>): Observable<AppState> =>
  once(state$, (state) => isRunning(hostFacts(state).service));

const once = (state$: Observable<AppState>, isSo: (state: AppState) => boolean): Observable<AppState> =>
  state$.pipe(filter(isSo), take(1));
