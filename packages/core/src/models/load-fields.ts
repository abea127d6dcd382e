import type { KeepTime, LoadSettings } from "./load-settings.ts";

/** The fields of a request that loads a model in a way of one's own (docs/ollama.md §1.5). */
export type LoadFields = {
  readonly options?: { readonly num_ctx?: number; readonly num_gpu?: number };
  readonly keep_alive?: string | number;
};

export function loadFieldsOf({ context, gpuLayers, keep }: LoadSettings): LoadFields {
  const hasOptions = context !== undefined || gpuLayers !== undefined;
  return {
    ...(hasOptions && {
      options: {
        ...(context !== undefined && { num_ctx: context }),
        ...(gpuLayers !== undefined && { num_gpu: gpuLayers }),
      },
    }),
    ...(keep !== undefined && { keep_alive: keepAliveOf(keep) }),
  };
}

/** A duration of Go; a negative number: for ever. */
const keepAliveOf = (keep: KeepTime): string | number => (keep === "forever" ? -1 : keep);
