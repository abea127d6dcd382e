import * as v from "valibot";
import { apiTestSchema, evolveApiTest, withoutRunning } from "../api-test/api-test.ts";
import { downloadSchema, evolveDownloads, initialDownloads, withoutEnded } from "../downloads/downloads.ts";
import { evolveProgress, initialProgress, type ProgressById } from "../downloads/progress.ts";
import { evolveModels, initialModelReadings, unreadSchema, type ModelReadings } from "../models/models.ts";
import { evolveOperations, initialOperations, ongoingSchema } from "../models/operations.ts";
import { evolveService, initialService, serviceSchema } from "../service/service.ts";
import { text, type DataOf } from "../shared/described.ts";
import { about, type Position } from "../shared/message.ts";
import { isSameJson } from "../shared/same-json.ts";
import {
  evolveCheck,
  evolveUpdates,
  initialUpdates,
  updateCheckSchema,
  type UpdateReadings,
} from "../updates/updates.ts";
import type { Fact, Reading } from "./events.ts";

/** What happened at one host. */
export const hostFactsSchema = v.object({
  service: serviceSchema,
  operations: v.array(ongoingSchema),
  test: v.exactOptional(apiTestSchema),
  downloads: v.pipe(
    v.record(text, downloadSchema),
    v.transform((record) => Object.fromEntries(Object.values(record).map((one) => [one.id, one]))),
  ),
  updateCheck: v.exactOptional(updateCheckSchema),
  unread: v.exactOptional(unreadSchema),
});
export type HostFacts = DataOf<typeof hostFactsSchema>;

/** What was last seen of one host. */
export type HostReadings = {
  readonly models: ModelReadings;
  readonly progress: ProgressById;
  readonly updates: UpdateReadings;
};

/** Before anything has happened at a host. */
export const initialHostFacts: HostFacts = {
  service: initialService,
  operations: initialOperations,
  downloads: initialDownloads,
};

/** Before anything was seen of a host. */
export const initialHostReadings: HostReadings = {
  models: initialModelReadings,
  progress: initialProgress,
  updates: initialUpdates,
};

/** A fact about one host. */
export type HostFact = Extract<Fact, { readonly host: unknown }>;
/** A reading of one host. */
export type HostReading = Extract<Reading, { readonly host: unknown }>;
/** Everything that can happen at a host. */
export type HostEvent = HostFact | HostReading;

/** What happened at a host, once a fact about it has been added. */
export function evolveHostFacts(facts: HostFacts, event: HostFact, position: Position): HostFacts {
  if (about("service", event)) {
    const service = evolveService(facts.service, event, position);
    const isTarget = event.type === "service.pointed" || event.type === "service.misconfigured";
    return isTarget ? withoutRunningTest({ ...facts, service }, position.seq) : { ...facts, service };
  }
  if (about("operation", event))
    return { ...facts, operations: evolveOperations(facts.operations, event, position.atMs) };
  if (about("test", event)) {
    const test = evolveApiTest(facts.test, event, position);
    return { ...facts, ...(test && { test }) };
  }
  if (about("download", event))
    return { ...facts, downloads: evolveDownloads(facts.downloads, event, position) };
  if (about("updates", event)) {
    const updateCheck = evolveCheck(facts.updateCheck, event, position);
    return { ...facts, ...(updateCheck && { updateCheck }) };
  }
  switch (event.type) {
    case "models.unread":
      return { ...facts, unread: { failure: event.failure, seq: position.seq } };
    case "models.refresh-requested":
      return facts;
  }
}

/** What was last seen of a host, once another reading has been added. */
export function evolveHostReadings(
  readings: HostReadings,
  event: HostReading,
  position: Position,
): HostReadings {
  if (about("updates", event)) return { ...readings, updates: evolveUpdates(readings.updates, event) };
  if (about("models", event)) return { ...readings, models: evolveModels(readings.models, event, position) };
  return { ...readings, progress: evolveProgress(readings.progress, event) };
}

/** Of a host that is not watched any more, only its downloads and the last check for updates are remembered. */
export const atRest = ({ downloads, updateCheck }: HostFacts): HostFacts => ({
  ...initialHostFacts,
  downloads,
  ...(updateCheck && { updateCheck }),
});

/** Whether nothing is remembered of a host. */
export const isUntouched = (facts: HostFacts): boolean => isSameJson(facts, initialHostFacts);

/** What ended by then is forgotten; what is unfinished, and what holds now, stays. */
export function compactedHost({ test, unread, ...facts }: HostFacts, upTo: number): HostFacts {
  const isTestKept = test !== undefined && (test.isRunning || test.sinceSeq > upTo);
  return {
    ...facts,
    downloads: withoutEnded(facts.downloads, upTo),
    ...(isTestKept && { test }),
    ...(unread && unread.seq > upTo && { unread }),
  };
}

/** No test goes on without its leader. */
function withoutRunningTest({ test, ...facts }: HostFacts, seq: number): HostFacts {
  return { ...facts, ...(test && { test: withoutRunning(test, seq) }) };
}
