import { distinctUntilChanged, filter, map, type Observable } from "rxjs";
import { atHost, type HostId, type WithoutHost } from "../hosts/host.ts";
import type { Models } from "../models/models.ts";
import type { Decision } from "../shared/decision.ts";
import type { AppEvent } from "./events.ts";
import type { HostEvent, HostFacts, HostReadings } from "./host-state.ts";
import { inspectionAt } from "./inspection.ts";
import type { Loop } from "./loop.ts";
import { decide } from "./decide.ts";
import { hostFacts, hostReadings, modelsOf, type HostCommand } from "./state.ts";

/** The log as the machines and sources of one host see it. Their events carry no host id; the session adds it. */
export type HostLoop = {
  readonly host: HostId;
  readonly facts: () => HostFacts;
  readonly facts$: Observable<HostFacts>;
  readonly readings: () => HostReadings;
  readonly models: () => Models;
  readonly events$: Observable<HostEvent>;
  readonly inspection: Loop["inspection"];
  readonly decide: (command: WithoutHost<HostCommand>) => Promise<Decision<AppEvent>>;
};

/** The part of the log that is about one host. */
export const hostLoop = (
  { state, state$, events$, inspection, decide: decideAtHead }: Loop,
  host: HostId,
): HostLoop => ({
  host,
  inspection: inspectionAt(inspection, host),
  facts: () => hostFacts(state(), host),
  facts$: state$.pipe(
    map((now) => hostFacts(now, host)),
    distinctUntilChanged(),
  ),
  readings: () => hostReadings(state(), host),
  models: () => modelsOf(state(), host),
  events$: events$.pipe(filter((event): event is HostEvent => "host" in event && event.host === host)),
  decide: (command) => decideAtHead((now) => decide(now, atHost(host)(command))),
});
