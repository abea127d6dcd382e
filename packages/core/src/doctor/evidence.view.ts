import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import type { ReadStore } from "../models/model-layers.ts";
import { namesOfWeights, type NameOfWeights } from "../models/name-of-weights.ts";
import { describedRun } from "../service-log/described.ts";
import { nothingDescribed, type Description } from "../service-log/description.ts";
import { sinceLastStart } from "../service-log/last-start.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import type { ServiceSituation } from "../service/service-events.ts";
import { isRunning } from "../service/service.ts";
import { lastResults } from "../shared/last-result.ts";
import { logSigns, type LogSign } from "./log-signs.ts";
import type { MachineReport } from "./machine-report.ts";

/** All that checks look at. */
export type Evidence = {
  readonly state: AppState;
  readonly nowMs: number;
  /** What the log tells of this run. */
  readonly description: Description;
  /** What lines of the log mean; the last one first. */
  readonly signs: readonly LogSign[];
  readonly log: ShownLog;
  readonly nameOf: NameOfWeights;
  /** Absent: this machine was not looked at, or is not the one of the service. */
  readonly machine?: MachineReport;
};

/** What a window sees beside the state. */
type Seen = {
  readonly log: ShownLog;
  readonly machine?: MachineReport | undefined;
  readonly store?: ReadStore | null;
};

export function evidenceOf(state: AppState, nowMs: number, { log, machine, store = null }: Seen): Evidence {
  const description = descriptionOf(state, log);
  return {
    state,
    nowMs,
    description,
    signs: signsOf(state, log, description),
    log,
    nameOf: namesOfWeights(modelsOf(state), store),
    ...(machine && { machine }),
  };
}

/** What this window reads, else what another one has told. A file is also read while the service does not run. */
function descriptionOf(state: AppState, log: ShownLog): Description {
  if (log.kind === "followed") return log.description;
  const { service } = hostFacts(state);
  if (!isRunning(service)) return nothingDescribed;
  return describedRun(service, hostReadings(state).described) ?? nothingDescribed;
}

/** Each of many lines is compared with many patterns, and most states have the same lines. */
const lastSigns = lastResults<readonly LogSign[]>();

function signsOf(state: AppState, log: ShownLog, description: Description): readonly LogSign[] {
  const { situation } = hostFacts(state).service;
  return lastSigns(log, [situation, description], () => logSigns(linesOf(situation, log, description)));
}

/** What the log tells of its last start, and the lines that an end of ours left; oldest first. */
function linesOf(situation: ServiceSituation, log: ShownLog, { errors }: Description): readonly string[] {
  const told = errors.map(({ line }) => line).toReversed();
  const read = log.kind === "followed" ? sinceLastStart(log.lines.map(({ text }) => text)) : [];
  const left =
    situation.kind === "failed"
      ? situation.logLines
      : situation.kind === "stopped"
        ? (situation.death?.logLines ?? [])
        : [];
  return [...told, ...read, ...left];
}
