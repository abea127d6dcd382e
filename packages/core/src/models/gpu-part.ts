/** Whether the part of a model's memory on the GPU is known: servers leave it out, or say more than the whole. */
export const isGpuPartKnown = ({ sizeBytes, vramBytes }: InMemory): boolean =>
  vramBytes !== undefined && vramBytes <= sizeBytes;

type InMemory = { readonly sizeBytes: number; readonly vramBytes?: number | undefined };
