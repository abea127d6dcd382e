import * as v from "valibot";
import { count, text, type DataOf } from "../shared/described.ts";
import { parseBytes } from "./log-line.ts";

/** A device that Ollama computes on, as it saw it at its start. */
export const deviceSchema = v.object({
  /** `CUDA`, `ROCm`, `Metal`, `Vulkan`, `cpu`; in lower case until 0.11. */
  library: text,
  /** `NVIDIA GeForce RTX 4070`; empty where Ollama does not say it. */
  label: text,
  /** The name in the lines about memory, such as `CUDA0`; said since 0.12. */
  name: v.exactOptional(text),
  driver: v.exactOptional(text),
  /** The compute capability: `8.9`, `gfx1100`. */
  compute: v.exactOptional(text),
  isIntegrated: v.exactOptional(v.literal(true)),
  totalBytes: v.exactOptional(count),
  availableBytes: v.exactOptional(count),
  evidence: text,
});
export type Device = DataOf<typeof deviceSchema>;

/** `msg="inference compute"`: one line for each device, or one for the CPU (discover/types.go; recording `log-first-start`). */
export function deviceOf(fields: ReadonlyMap<string, string>, evidence: string): Device | undefined {
  const library = fields.get("library");
  if (library === undefined) return undefined;
  const description = fields.get("description");
  const name = fields.get("name") ?? "";
  const [driver, compute] = [known(fields.get("driver")), known(fields.get("compute"))];
  const totalBytes = parseBytes(fields.get("total"));
  const availableBytes = parseBytes(fields.get("available"));
  return {
    library,
    label: description ?? name,
    ...(description !== undefined && name !== "" && { name }),
    ...(driver !== undefined && { driver }),
    ...(compute !== undefined && { compute }),
    ...(fields.get("type") === "iGPU" && { isIntegrated: true }),
    ...(totalBytes !== undefined && { totalBytes }),
    ...(availableBytes !== undefined && { availableBytes }),
    evidence,
  };
}

/** `0.0` and empty mean that Ollama does not know it. */
const known = (value: string | undefined): string | undefined =>
  value === "" || value === "0.0" ? undefined : value;

export const isGpu = ({ library }: Device): boolean => library.toLowerCase() !== "cpu";
