import fc from "fast-check";
import { evolve, initialState, type AppState } from "../../app/state.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { hostIdOf } from "../../hosts/host.ts";
import { type AppEvent, type Recorded } from "../../app/events.ts";
import { about } from "../../shared/message.ts";
import { ANY, anyEvent, anyHistory } from "./events.ts";

/** What may be so, how it came to it, and what time it is by then. */
export type Seen = {
  readonly state: AppState;
  readonly history: readonly Recorded[];
  readonly nowMs: number;
};

const host = hostIdOf(DEFAULT_ENDPOINT);

/** What ends a service, or turns to another, ends most of what there is to see. */
const otherEvent = anyEvent.filter((event) => !about("service", event));

/** A service runs and has models, some of them in memory, and then more happens. */
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

/** Any state: as often one in which a service runs and is made use of as one that anything has led to. */
export const anySeen: fc.Arbitrary<Seen> = fc
  .tuple(fc.oneof(busyHistory, anyHistory), fc.nat(100 * 86_400_000), fc.boolean())
  .map(([made, passedMs, isLeaderSilent]) => {
    const history = structuredClone(made); // fast-check makes objects without a prototype, which no store or wire gives
    const { local, ...state } = history.reduce(evolve, initialState);
    const nowMs = (history.at(-1)?.atMs ?? 0) + passedMs;
    return { state: { ...state, local: { ...local, isLeaderSilent } }, history, nowMs };
  });
