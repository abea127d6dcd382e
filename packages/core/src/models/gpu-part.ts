import type { LoadedModel } from "./models-events.ts";

/** Whether the part of a model's memory on the GPU is known: servers leave it out, or say more than the whole. */
export const isGpuPartKnown = ({
  sizeBytes,
  vramBytes,
}: Pick<LoadedModel, "sizeBytes" | "vramBytes">): boolean =>
  vramBytes !== undefined && vramBytes <= sizeBytes;
