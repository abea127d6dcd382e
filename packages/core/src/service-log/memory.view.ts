import * as l10n from "@vscode/l10n";
import type { NameOfWeights } from "../models/name-of-weights.ts";
import { bytes, grouped, list, moment, wrappedRemarks } from "../ui/text/format.view.ts";
import type { Description } from "./description.ts";
import { isGpu, type Device } from "./devices.ts";
import { isInMainMemory, type Buffer, type Load } from "./loads.ts";

export type DeviceRow = {
  readonly key: string;
  readonly label: string;
  /** What computes on it: `CUDA 12.8`. */
  readonly by: string;
  /** From 0 to 1; absent if it is not known. */
  readonly share?: number;
  readonly inUse: string;
  readonly total: string;
};

export type LoadRow = { readonly key: string; readonly label: string; readonly detail: string };

export type MemoryView = {
  readonly title: string;
  readonly note: string;
  readonly heads: {
    readonly device: string;
    readonly by: string;
    readonly inUse: string;
    readonly total: string;
  };
  readonly devices: readonly DeviceRow[];
  /** The last loads of models. */
  readonly loads: readonly LoadRow[];
  readonly context: string;
};

/** The devices that Ollama computes on, as it saw them at its start, and what models took. */
export const memoryView = (description: Description, nameOf: NameOfWeights, nowMs: number): MemoryView => ({
  title: l10n.t("Graphics and memory"),
  note:
    description.devicesAtMs === undefined
      ? ""
      : l10n.t("from Ollama's log at {0}", moment(description.devicesAtMs, nowMs)),
  heads: {
    device: l10n.t("Device"),
    by: l10n.t("Library"),
    inUse: l10n.t("In use at start"),
    total: l10n.t("Total"),
  },
  devices: [...description.devices.map(deviceRow), ...unusedRows(description)],
  loads: description.loads.map((load) => loadRow(load, nameOf, nowMs)),
  context: describeContext(description),
});

/** A length in the settings takes precedence, and is shown there. */
function describeContext({ defaultContext, devices, settings }: Description): string {
  const isSet = settings.some(
    ({ name, value }) => name === "OLLAMA_CONTEXT_LENGTH" && value !== "" && value !== "0",
  );
  if (defaultContext === undefined || isSet) return "";
  return devices.some(isGpu)
    ? l10n.t("Default context: {0} tokens, chosen by the memory of the GPUs.", grouped(defaultContext))
    : l10n.t("Default context: {0} tokens.", grouped(defaultContext));
}

function deviceRow(device: Device, index: number): DeviceRow {
  const { label, totalBytes, availableBytes } = device;
  const isKnown = totalBytes !== undefined && availableBytes !== undefined && totalBytes > 0;
  return {
    key: `device ${index}`,
    label: isGpu(device) ? label : l10n.t("Main memory"),
    by: `${libraryName(device)} ${device.driver ?? ""}`.trim(),
    ...(isKnown && { share: Math.min(1, Math.max(0, 1 - availableBytes / totalBytes)) }),
    inUse: isKnown ? bytes(totalBytes - availableBytes) : "–",
    total: totalBytes === undefined ? "–" : bytes(totalBytes),
  };
}

const LIBRARIES: ReadonlyMap<string, string> = new Map(
  ["CPU", "CUDA", "Metal", "ROCm", "Vulkan"].map((name) => [name.toLowerCase(), name]),
);

const libraryName = ({ library }: Device): string => LIBRARIES.get(library.toLowerCase()) ?? library;

/** Devices that Ollama has seen and left out. */
function unusedRows({ devices, notes }: Description): readonly DeviceRow[] {
  const used = new Set(devices.map(({ label }) => label));
  const unused = notes.flatMap((note) =>
    "device" in note && note.device !== undefined && !used.has(note.device) ? [note.device] : [],
  );
  return [...new Set(unused)].map((label) => ({
    key: `unused ${label}`,
    label,
    by: l10n.t("not used"),
    inUse: "–",
    total: "–",
  }));
}

function loadRow(load: Load, nameOf: NameOfWeights, nowMs: number): LoadRow {
  const { layers } = load;
  return {
    key: load.blob,
    label: nameOf(load.blob) ?? l10n.t("A model"),
    detail: wrappedRemarks(
      load.atMs !== undefined && l10n.t("loaded {0}", moment(load.atMs, nowMs)),
      layers && l10n.t("{0} of {1} layers on the GPU", grouped(layers.onGpu), grouped(layers.all)),
      ...placesOf(load),
    ),
  };
}

/** What a load took, by place: "5.4 GB on CUDA0 (weights 4.3 GB, cache 1.1 GB)". */
function placesOf({ buffers }: Load): readonly string[] {
  const main = buffers.filter(isInMainMemory);
  const others = [...new Set(buffers.filter((one) => !isInMainMemory(one)).map(({ device }) => device))];
  return [
    ...others.map((device) => {
      const on = buffers.filter((one) => one.device === device);
      return l10n.t("{0} on {1} ({2})", bytes(sumOf(on)), device, describeBuffers(on));
    }),
    ...(main.length > 0
      ? [l10n.t("{0} in main memory ({1})", bytes(sumOf(main)), describeBuffers(main))]
      : []),
  ];
}

const sumOf = (buffers: readonly Buffer[]): number => buffers.reduce((sum, one) => sum + one.bytes, 0);

const describeBuffers = (buffers: readonly Buffer[]): string =>
  list(
    HELD.flatMap((holds) => {
      const size = sumOf(buffers.filter((one) => one.holds === holds));
      return size === 0 ? [] : [describeHeld(holds, bytes(size))];
    }),
  );

const HELD = ["weights", "cache", "compute", "output"] as const satisfies readonly Buffer["holds"][];

function describeHeld(holds: Buffer["holds"], size: string): string {
  switch (holds) {
    case "weights":
      return l10n.t("weights {0}", size);
    case "cache":
      return l10n.t("context {0}", size);
    case "compute":
      return l10n.t("compute {0}", size);
    case "output":
      return l10n.t("output {0}", size);
  }
}
