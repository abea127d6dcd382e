import type { ModelName } from "./model-name.ts";

const LEFTOVER = /^(?:llamacpp|ggml|mlx):([0-9a-f]{64})$/;

/**
 * The digest in a name that Ollama gives to weights which it has converted (docs/ollama.md §8.4). Deleting that name
 * undoes the conversion while a model has them, and otherwise frees what a deleted model left behind. The name is in no
 * registry.
 */
export const leftoverDigest = (name: string): string | undefined => LEFTOVER.exec(name)?.[1];

export const isLeftover = (name: ModelName): boolean => leftoverDigest(name) !== undefined;
