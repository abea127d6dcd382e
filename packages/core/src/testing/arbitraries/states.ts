import fc from "fast-check";
import { evolve } from "../../app/evolve.ts";
import { initialState, type AppState } from "../../app/state.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { hostIdOf } from "../../hosts/host.ts";
import { type AppEvent, type Recorded } from "../../app/events.ts";
import { about } from "../../shared/message.ts";
import { ANY, anyEvent, anyHistory } from "./events.ts";

/** A state, the history that led to it, and the current time. */
export type Seen = {
  readonly state: AppState;
  readonly history: readonly Recorded[];
  readonly nowMs: number;
};

const host = hostIdOf(DEFAULT_ENDPOINT);

/** Not service events: stopping the service or watching another one clears most of the state. */
const otherEvent = anyEvent.filter((event) => !about("service", event));

/** A service runs and has models, some of them in memory, followed by other events. */
const busyEvents: fc.Arbitrary<readonly AppEvent[]> = fc
  .tuple(
    ANY["service.pointed"].map((event) => ({ ...event, host, endpoint: DEFAULT_ENDPOINT })),
    ANY["service.running"].map((event) => ({ ...event, host })),
    ANY["models.listed"].map((event) => ({ ...event, host })),
    fc.array(otherEvent, { maxLength: 30 }),
    fc
      .tuple(ANY["models.loaded"], fc.option(fc.nat(200_000), { nil: undefined }))
      .map(([{ type, models }, contextLength]) => ({
        type,
        host,
        models: models.map((one) => ({ ...one, ...(contextLength !== undefined && { contextLength }) })),
      })),
    fc.array(
      ANY["models.described"].map((event) => ({ ...event, host })),
      { maxLength: 3 },
    ),
    fc.array(otherEvent, { maxLength: 10 }),
  )
  .map((parts) => parts.flat());

const busyHistory: fc.Arbitrary<readonly Recorded[]> = busyEvents.map((events) =>
  events.map((event, index) => ({ seq: index + 1, atMs: 1_000 * index, event })),
);

/** An arbitrary state: half of them with a busy service, half of them after arbitrary events. */
export const anySeen: fc.Arbitrary<Seen> = fc
  .tuple(fc.oneof(busyHistory, anyHistory), fc.nat(100 * 86_400_000), fc.boolean())
  .map(([made, passedMs, isLeaderSilent]) => {
    const history = structuredClone(made); // fast-check creates objects without a prototype, unlike stores and the wire
    const { local, ...state } = history.reduce(evolve, initialState);
    const nowMs = (history.at(-1)?.atMs ?? 0) + passedMs;
    return { state: { ...state, local: { ...local, isLeaderSilent } }, history, nowMs };
  });
