import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import type { VariablePlace } from "../environment/variable-place.ts";
import type { ReadStore } from "../models/model-layers.ts";
import { namesOfWeights } from "../models/name-of-weights.ts";
import { noHost } from "../service/no-host.view.ts";
import { isRunning } from "../service/service.ts";
import { findingsView, type FindingsView } from "./cpu-findings.view.ts";
import { describedRun } from "./described.ts";
import { nothingDescribed, type Description } from "./description.ts";
import { environmentView, type EnvironmentView } from "./environment.view.ts";
import { exposureView, type ExposureView } from "./exposure.view.ts";
import { logView, type LogView } from "./log-lines.view.ts";
import { memoryView, type MemoryView } from "./memory.view.ts";
import { factRows, type FactRow } from "./service-facts.view.ts";
import type { ShownLog } from "./shown-log.ts";

/** The Service tab: who runs Ollama, with which settings, on what, and why so. */
export type ServiceTabView = {
  readonly owner: { readonly title: string; readonly rows: readonly FactRow[] };
  readonly environment: EnvironmentView;
  readonly exposure: ExposureView | null;
  readonly memory: MemoryView;
  readonly findings: FindingsView;
  readonly log: LogView;
  /** Why the settings and the devices are not known, and what to do; empty if they are. */
  readonly unknown: string;
};

/** What the tab shows besides the state; `places`: where variables are set. */
type ServiceTabOptions = {
  readonly log: ShownLog;
  readonly store: ReadStore | null;
  readonly places?: readonly VariablePlace[];
};

export function serviceTabView(
  state: AppState,
  nowMs: number,
  { log, store, places = [] }: ServiceTabOptions,
): ServiceTabView {
  const description = knownOf(state, log);
  const nameOf = namesOfWeights(modelsOf(state), store);
  return {
    owner: { title: l10n.t("Who runs it"), rows: factRows(state, description, nowMs) },
    environment: environmentView(state, description, places),
    exposure: exposureView(state, log),
    memory: memoryView(description, nameOf, nowMs),
    findings: findingsView(state, nowMs, { description, nameOf }),
    log: logView(state, log),
    unknown: whyUnknown(state, description, log),
  };
}

/** What this window has just read, else what another one has told. */
function knownOf(state: AppState, log: ShownLog): Description {
  const { service } = hostFacts(state);
  if (!isRunning(service)) return nothingDescribed;
  if (log.kind === "followed") return log.description;
  return describedRun(service, hostReadings(state).described) ?? nothingDescribed;
}

function whyUnknown(state: AppState, { settings, devices }: Description, log: ShownLog): string {
  if (settings.length > 0 || devices.length > 0) return "";
  const { service } = hostFacts(state);
  if (!isRunning(service)) return noHost(service)?.text ?? l10n.t("Ollama is not running.");
  if (log.kind === "closed") return "";
  return log.kind === "followed" && log.lines.length > 0
    ? l10n.t("Ollama's log does not say it.")
    : l10n.t("Not known without Ollama's log.");
}
