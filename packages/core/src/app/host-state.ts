import { givesLocalName } from "../sending/origin.ts";
import * as v from "valibot";
import { apiTestSchema, evolveApiTest, withoutRunning } from "../api-test/api-test.ts";
import { pastTestsSchema, withEndOfTest } from "../api-test/past-tests.ts";
import {
  downloadSchema,
  type Download,
  evolveDownloads,
  initialDownloads,
  withoutEnded,
  withoutPulls,
} from "../downloads/downloads.ts";
import { evolveProgress, initialProgress, type ProgressById } from "../downloads/progress.ts";
import {
  checkedSchema,
  differsSchema,
  evolveEnvironment,
  rememberedStartSchema,
} from "../environment/environment.ts";
import { evolveFit, fitSchema } from "../fit/fit-events.ts";
import { allLoadSettingsSchema, evolveLoadSettings } from "../models/load-settings.ts";
import { evolveLocalNames, localNamesSchema, withoutName } from "../models/local-names.ts";
import { evolveModels, initialModelReadings, unreadSchema, type ModelReadings } from "../models/models.ts";
import { evolveOperations, initialOperations, ongoingSchema } from "../models/operations.ts";
import type { Orphan } from "../orphans/orphans.ts";
import { evolveLocated, type LocatedServer } from "../service/server-process.ts";
import { evolveService, initialService, serviceSchema } from "../service/service.ts";
import { evolveDescribed, type Described } from "../service-log/service-log-events.ts";
import { text, type DataOf } from "../shared/described.ts";
import { about, type Position } from "../shared/message.ts";
import { isSameJson } from "../shared/same-json.ts";
import { evolveTries, keptFiguresSchema } from "../tries/try-events.ts";
import {
  evolveCheck,
  evolveUpdates,
  initialUpdates,
  updateCheckSchema,
  type UpdateReadings,
} from "../updates/updates.ts";
import type { Fact, Reading } from "./events.ts";

/** The state of one host that follows from facts. */
export const hostFactsSchema = v.object({
  service: serviceSchema,
  operations: v.array(ongoingSchema),
  localNames: v.exactOptional(localNamesSchema),
  test: v.exactOptional(apiTestSchema),
  /** Absent: no test has come to its end. */
  pastTests: v.exactOptional(pastTestsSchema),
  downloads: v.pipe(
    v.record(text, downloadSchema),
    v.transform((record) => Object.fromEntries(Object.values(record).map((one) => [one.id, one]))),
  ),
  updateCheck: v.exactOptional(updateCheckSchema),
  unread: v.exactOptional(unreadSchema),
  /** The last process of ours, and the variables it was started with. */
  startedWith: v.exactOptional(rememberedStartSchema),
  /** The variables in which our running service differs from the settings; absent: none. */
  environmentDiffers: v.exactOptional(differsSchema),
  /** What is wrong with the variables in the settings; absent: nothing. */
  environmentChecked: v.exactOptional(checkedSchema),
  /** What loads have taken. */
  fit: v.exactOptional(fitSchema),
  /** How models are to be loaded; absent: all of them as Ollama does. */
  loadSettings: v.exactOptional(allLoadSettingsSchema),
  /** The figures of runs; absent: none are kept. */
  tried: v.exactOptional(keptFiguresSchema),
});
export type HostFacts = DataOf<typeof hostFactsSchema>;

/** The last readings of one host. */
export type HostReadings = {
  readonly models: ModelReadings;
  readonly progress: ProgressById;
  /** Whether downloads wait because another editor on this machine downloads from the same Ollama. */
  readonly isPullingElsewhere: boolean;
  /** How many pulls may run at a time. */
  readonly pullsAtOnce: number;
  readonly updates: UpdateReadings;
  /** The processes that an Ollama of this machine has left behind. */
  readonly orphans: readonly Orphan[];
  /** What the log of the service has told last. */
  readonly described?: Described;
  /** What the machine has told last of the server. */
  readonly located?: LocatedServer;
};

export const initialHostFacts: HostFacts = {
  service: initialService,
  operations: initialOperations,
  downloads: initialDownloads,
};

export const initialHostReadings: HostReadings = {
  models: initialModelReadings,
  progress: initialProgress,
  isPullingElsewhere: false,
  pullsAtOnce: 1,
  updates: initialUpdates,
  orphans: [],
};

export type HostFact = Extract<Fact, { readonly host: unknown }>;
export type HostReading = Extract<Reading, { readonly host: unknown }>;
export type HostEvent = HostFact | HostReading;

export function evolveHostFacts(facts: HostFacts, event: HostFact, position: Position): HostFacts {
  if (about("service", event)) {
    const service = evolveService(facts.service, event, position);
    const isTarget = event.type === "service.pointed" || event.type === "service.misconfigured";
    if (!isTarget) return { ...facts, service };
    const downloads = withoutPulls(facts.downloads);
    return withoutRunningTest({ ...facts, service, downloads }, position.seq);
  }
  if (about("operation", event))
    return withLocalNames(
      { ...facts, operations: evolveOperations(facts.operations, event, position.atMs) },
      evolveLocalNames(facts.localNames, event),
    );
  if (about("test", event)) {
    const test = evolveApiTest(facts.test, event, position);
    const pastTests =
      event.type === "test.stepped" ? withEndOfTest(facts.pastTests, event.step, position) : facts.pastTests;
    return { ...facts, ...(test && { test }), ...(pastTests && { pastTests }) };
  }
  if (about("download", event)) {
    const completed = event.type === "download.completed" ? facts.downloads[event.id] : undefined;
    return withLocalNames(
      { ...facts, downloads: evolveDownloads(facts.downloads, event, position) },
      completed ? namesAfterDownload(facts.localNames, completed) : facts.localNames,
    );
  }
  if (about("environment", event)) {
    const {
      startedWith: _startedWith,
      environmentDiffers: _differs,
      environmentChecked: _checked,
      ...others
    } = facts;
    return { ...others, ...evolveEnvironment(facts, event, position.seq) };
  }
  if (about("fit", event)) {
    const { fit: before, ...others } = facts;
    const fit = evolveFit(before, event);
    return { ...others, ...(fit && { fit }) };
  }
  if (about("loading", event)) {
    const { loadSettings, ...others } = facts;
    const chosen = evolveLoadSettings(loadSettings, event);
    return { ...others, ...(chosen.length > 0 && { loadSettings: chosen }) };
  }
  if (about("try", event)) {
    const { tried: before, ...others } = facts;
    const tried = evolveTries(before, event);
    return { ...others, ...(tried && { tried }) };
  }
  if (about("updates", event)) {
    const updateCheck = evolveCheck(facts.updateCheck, event, position);
    return { ...facts, ...(updateCheck && { updateCheck }) };
  }
  switch (event.type) {
    case "models.unread":
      return { ...facts, unread: { failure: event.failure, seq: position.seq } };
    case "models.name-freed":
      return withLocalNames(facts, withoutName(facts.localNames, event.model));
    case "models.refresh-requested":
    case "orphans.end-requested":
      return facts;
  }
}

export function evolveHostReadings(
  readings: HostReadings,
  event: HostReading,
  position: Position,
): HostReadings {
  if (about("updates", event)) return { ...readings, updates: evolveUpdates(readings.updates, event) };
  if (event.type === "service.located") return { ...readings, located: evolveLocated(event, position) };
  if (about("service", event)) return { ...readings, described: evolveDescribed(event, position) };
  if (about("models", event)) return { ...readings, models: evolveModels(readings.models, event, position) };
  if (about("orphans", event)) return { ...readings, orphans: event.orphans };
  if (about("pulls", event))
    return { ...readings, isPullingElsewhere: event.isElsewhere, pullsAtOnce: event.atOnce ?? 1 };
  return { ...readings, progress: evolveProgress(readings.progress, event) };
}

/** The facts of a host that is no longer watched: all but what is only true while it is watched. */
export const factsOfUnwatched = ({
  service: _service,
  operations: _operations,
  test: _test,
  unread: _unread,
  environmentDiffers: _differs,
  environmentChecked: _checked,
  ...kept
}: HostFacts): HostFacts => ({ ...initialHostFacts, ...kept, downloads: withoutPulls(kept.downloads) });

/** Whether a host has no facts worth keeping. */
export const isEmptyHost = (facts: HostFacts): boolean => isSameJson(facts, initialHostFacts);

/** Removes what ended up to `upTo`; keeps what is unfinished and what is still true. */
export function compactedHost({ test, unread, ...facts }: HostFacts, upTo: number): HostFacts {
  const isTestKept = test !== undefined && (test.isRunning || test.sinceSeq > upTo);
  return {
    ...facts,
    downloads: withoutEnded(facts.downloads, upTo),
    ...(isTestKept && { test }),
    ...(unread && unread.seq > upTo && { unread }),
  };
}

/** A model has its name from its registry then, or from the host or the person that it was copied or imported by. */
function namesAfterDownload(
  names: HostFacts["localNames"],
  { model, from }: Pick<Download, "model" | "from">,
): HostFacts["localNames"] {
  const left = withoutName(names, model);
  return givesLocalName(from) ? [...left, model] : left;
}

/** Absent rather than empty, so that a host about which nothing is known has no facts. */
function withLocalNames(
  { localNames: _before, ...facts }: HostFacts,
  names: HostFacts["localNames"],
): HostFacts {
  return { ...facts, ...(names && names.length > 0 && { localNames: names }) };
}

/** A test cannot continue after its session has ended. */
function withoutRunningTest({ test, ...facts }: HostFacts, seq: number): HostFacts {
  return { ...facts, ...(test && { test: withoutRunning(test, seq) }) };
}
