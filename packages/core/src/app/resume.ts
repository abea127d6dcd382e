import { filter, take, type Observable } from "rxjs";
import type { WithoutHost } from "../hosts/host.ts";
import { isKnown, isRunning, type Service } from "../service/service.ts";
import type { ServiceCommand } from "../service/service-commands.ts";
import type { Clock } from "../shared/clock.port.ts";
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

/** The service command that was unfinished when the leader changed; the new leader sends it again. */
export const unfinishedCommand = (service: Service, clock: Clock): WithoutHost<ServiceCommand> | undefined =>
  service.requested && isFresh(service.sinceMs, clock) ? { type: `service.${service.requested}` } : undefined;

/** Emits once the situation of the service is known. */
export const untilKnown = (facts$: Observable<HostFacts>): Observable<HostFacts> =>
  once(facts$, ({ service }) => isKnown(service));

/** Emits once the service is running. */
export const untilRunning = (facts$: Observable<HostFacts>): Observable<HostFacts> =>
  once(facts$, ({ service }) => isKnown(service) && isRunning(service));

const once = (
  facts$: Observable<HostFacts>,
  predicate: (facts: HostFacts) => boolean,
): Observable<HostFacts> => facts$.pipe(filter(predicate), take(1));
