import { filter, take, takeUntil, timer, type Observable } from "rxjs";
import type { WithoutHost } from "../hosts/host.ts";
import { isKnown, isRunning, isSeen, type Service } from "../service/service.ts";
import type { ServiceCommand } from "../service/service-commands.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { HostFacts } from "./host-state.ts";

/** Milliseconds after which a request to an earlier leader has expired. */
const FRESH_MS = 60_000;

/** How long Ollama may need to convert a model: the tests of Ollama allow 20 minutes (docs/ollama.md §8.6). */
const CONVERSION_MS = 3_600_000;

/** Whether a load that the previous leader left in the conversion of its model may still be waited for. */
export const mayStillConvert = (sinceMs: number, clock: Clock): boolean =>
  clock.now() - sinceMs < CONVERSION_MS;

/** Whether a request that the previous leader left unfinished is recent enough to continue. */
export const isFresh = (sinceMs: number, clock: Clock): boolean => clock.now() - sinceMs < FRESH_MS;

/**
 * The service command that was unfinished when the leader changed; the new leader sends it again. A stop was meant for
 * the owner that was known then.
 */
export function unfinishedCommand(
  { requested, owner, sinceMs }: Service,
  clock: Clock,
): WithoutHost<ServiceCommand> | undefined {
  if (!requested || !isFresh(sinceMs, clock)) return undefined;
  return requested === "start" ? { type: "service.start" } : { type: `service.${requested}`, owner };
}

/** Emits once the situation of the service and its owner are known, if that is while the request is still recent. */
export const untilSeen = (facts$: Observable<HostFacts>, clock: Clock): Observable<HostFacts> =>
  once(facts$, ({ service }) => isSeen(service)).pipe(takeUntil(expiry(clock)));

const expiry = (clock: Clock): Observable<unknown> => timer(FRESH_MS, clockScheduler(clock));

/** Emits once the service is running, if that is within a minute. */
export const untilRunning = (facts$: Observable<HostFacts>, clock: Clock): Observable<HostFacts> =>
  once(facts$, ({ service }) => isKnown(service) && isRunning(service)).pipe(takeUntil(expiry(clock)));

const once = (
  facts$: Observable<HostFacts>,
  predicate: (facts: HostFacts) => boolean,
): Observable<HostFacts> => facts$.pipe(filter(predicate), take(1));
