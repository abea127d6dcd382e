import * as v from "valibot";
import { parseEndpoint } from "../hosts/endpoint.ts";
import { hostIdOf, type HostId } from "../hosts/host.ts";
import { count, type DataOf } from "../shared/described.ts";

/** The memory that a person says a host has, in bytes. */
export const setMemorySchema = v.object({
  gpuBytes: v.exactOptional(count),
  mainBytes: v.exactOptional(count),
});
export type SetMemory = DataOf<typeof setMemorySchema>;

/** By host. */
export type SetMemories = Readonly<Record<HostId, SetMemory>>;

const MOST_BYTES = 1e15;
const UNITS: Readonly<Record<string, number>> = {
  "": 1e9,
  gb: 1e9,
  gib: 1024 ** 3,
  mb: 1e6,
  mib: 1024 ** 2,
  tb: 1e12,
  tib: 1024 ** 4,
};

/** `24`, `"24 GB"`, `"24 GiB"`: GB, if no unit is named. */
const sizeSchema = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((size) => bytesIn(String(size))),
  v.number(),
  v.minValue(0),
  v.maxValue(MOST_BYTES),
);

function bytesIn(text: string): number | undefined {
  const [, digits = "", unit = ""] = /^\s*(\d{1,7}(?:\.\d{1,3})?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const times = UNITS[unit.toLowerCase()];
  return digits === "" || times === undefined ? undefined : Math.round(Number(digits) * times);
}

const hostSchema = v.object({ gpu: v.optional(sizeSchema), main: v.optional(sizeSchema) });
const settingSchema = v.record(v.string(), v.unknown());

/**
 * The setting that says how much memory hosts have, by their addresses. Foreign data: a settings file may hold anything, and
 * an entry that cannot be used counts as not there.
 */
export function parseSetMemories(setting: unknown): SetMemories {
  const entries = v.safeParse(settingSchema, setting);
  if (!entries.success) return {};
  return Object.fromEntries(
    Object.entries(entries.output).flatMap(([address, entry]) => {
      const target = parseEndpoint(address);
      const sizes = v.safeParse(hostSchema, entry);
      if (!("endpoint" in target) || !sizes.success) return [];
      const { gpu, main } = sizes.output;
      const memory: SetMemory = {
        ...(gpu !== undefined && { gpuBytes: gpu }),
        ...(main !== undefined && { mainBytes: main }),
      };
      return [[hostIdOf(target.endpoint), memory]];
    }),
  );
}
