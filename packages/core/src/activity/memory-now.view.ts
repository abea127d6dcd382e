import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { memoryOf } from "../fit/host-memory.ts";
import { usableGpuBytes } from "../fit/verdict.ts";
import { isGpuPartKnown } from "../models/gpu-part.ts";
import type { LoadedModel } from "../models/models-events.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { describedRun } from "../service-log/described.ts";
import { isGpu, type Device } from "../service-log/devices.ts";
import { noHost } from "../service/no-host.view.ts";
import { isRunning } from "../service/service.ts";
import { bytes, bytesOf, left } from "../ui/text/format.view.ts";
import { modelsIn, type MemoryHistory } from "./memory-history.ts";

export type MemoryNowRow = {
  readonly key: string;
  readonly model: string;
  readonly size: string;
  /** Where it is, if not on the GPU alone. */
  readonly where: string;
  readonly left: string;
  /** Which of the page's colours; the same model has it in the chart. */
  readonly colour: number;
  /** Of the whole bar, from 0 to 1. */
  readonly share: number;
};

type MemoryRest = { readonly label: string; readonly size: string };

export type MemoryNowView = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly MemoryNowRow[];
  /** What the models do not take, by what it is; empty if that is not known. */
  readonly rest: readonly MemoryRest[];
  /** Why there are no rows; empty if there are some. */
  readonly none: string;
};

/** What is in memory now, of the total that Ollama's log has told: that of the GPUs, or without one of the main memory. */
export function memoryNowView(state: AppState, history: MemoryHistory, nowMs: number): MemoryNowView {
  const { loaded } = modelsOf(state);
  const colours = modelsIn(
    history,
    loaded.map(({ name }) => name),
  );
  const all = sum(loaded.map(sizeOf));
  const onGpu = gpuBytes(state);
  // Of the main memory, other programs have a part that is not known: without a model nothing is said of it.
  const capacity = onGpu ?? (all > 0 ? mainBytes(state) : undefined);
  const isUsedKnown = onGpu === undefined || loaded.every(isGpuPartKnown);
  const total = isUsedKnown ? capacity : undefined;
  const used = onGpu === undefined ? all : sum(loaded.map(({ vramBytes = 0 }) => vramBytes));
  const whole = Math.max(capacity ?? 0, all);
  const shortName = shortModelNames(loaded.map(({ name }) => name));
  return {
    title: l10n.t("Memory now"),
    note: total === undefined ? (all === 0 ? "" : bytes(all)) : bytesOf(used, total),
    rows: loaded.map((model) => ({
      key: model.name,
      model: shortName(model.name),
      size: bytes(model.sizeBytes),
      where: describeWhere(model),
      left: describeLeft(model, nowMs),
      colour: colours.indexOf(model.name),
      share: whole === 0 ? 0 : sizeOf(model) / whole,
    })),
    rest:
      total === undefined || used > total ? [] : restOf(state, { total, used, isOnGpu: onGpu !== undefined }),
    none: loaded.length > 0 ? "" : whyNone(state),
  };
}

function whyNone(state: AppState): string {
  const { service } = hostFacts(state);
  if (isRunning(service)) return l10n.t("No model is loaded.");
  return noHost(service)?.text ?? l10n.t("Ollama is not running.");
}

type Usage = { readonly total: number; readonly used: number; readonly isOnGpu: boolean };

function restOf(state: AppState, { total, used, isOnGpu }: Usage): readonly MemoryRest[] {
  if (!isOnGpu) return [{ label: l10n.t("The rest of main memory"), size: bytes(total - used) }];
  const memory = memoryOf(hostFacts(state), hostReadings(state));
  const usable = memory.kind === "told" ? Math.min(usableGpuBytes(memory), total) : total;
  const free = Math.max(0, usable - used);
  // Other programs held some of it when Ollama started, and Ollama keeps some free.
  const others = total - used - free;
  return [
    ...(others > 0 ? [{ label: l10n.t("Not for models"), size: bytes(others) }] : []),
    { label: l10n.t("Free for models"), size: bytes(free) },
  ];
}

const sizeOf = ({ sizeBytes }: LoadedModel): number => sizeBytes;
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** What Ollama has for models on this machine, as far as it is known. */
export type Capacity = { readonly of: "gpu" | "main-memory"; readonly bytes: number };

export function capacityOf(state: AppState): Capacity | undefined {
  const onGpu = gpuBytes(state);
  if (onGpu !== undefined) return { of: "gpu", bytes: onGpu };
  const inMain = mainBytes(state);
  return inMain === undefined ? undefined : { of: "main-memory", bytes: inMain };
}

/** All GPUs together, as the log of the present run has told; `undefined` without one. */
const gpuBytes = (state: AppState): number | undefined => totalOf(devicesOf(state).filter(isGpu));

/** The main memory where Ollama computes on the CPU alone. */
function mainBytes(state: AppState): number | undefined {
  const devices = devicesOf(state);
  return devices.some(isGpu) ? undefined : totalOf(devices);
}

const devicesOf = (state: AppState): readonly Device[] =>
  describedRun(hostFacts(state).service, hostReadings(state).described)?.devices ?? [];

function totalOf(devices: readonly Device[]): number | undefined {
  const known = devices.flatMap(({ totalBytes }) => totalBytes ?? []);
  return known.length === 0 || known.length < devices.length ? undefined : sum(known);
}

function describeWhere({ sizeBytes, vramBytes }: LoadedModel): string {
  if (vramBytes === undefined || vramBytes >= sizeBytes) return "";
  return vramBytes === 0 ? l10n.t("in main memory") : l10n.t("{0} of it on the GPU", bytes(vramBytes));
}

/** Ollama says a time far in the future for a model that it keeps (docs/ollama.md §1.4). */
const FOREVER_MS = 365 * 86_400_000;

function describeLeft({ expiresAtMs }: LoadedModel, nowMs: number): string {
  if (expiresAtMs === undefined || expiresAtMs <= nowMs) return "";
  return expiresAtMs - nowMs > FOREVER_MS ? l10n.t("kept") : left(expiresAtMs - nowMs);
}
