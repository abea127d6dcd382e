import type { ModelName } from "./model-name.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";

/** The bytes that deleting a model frees: those of the layers that no other model has (docs/ollama.md §1.1). */
export function freedBytes(
  installed: ReadonlyMap<ModelName, readonly PullLayer[]>,
  model: ModelName,
): number | undefined {
  const own = installed.get(model);
  if (!own) return undefined;
  const others = [...installed].filter(([name]) => name !== model).flatMap(([, layers]) => layers);
  const needed = new Set(others.map(({ digest }) => digest));
  const freed = new Map(
    own.filter(({ digest }) => !needed.has(digest)).map((layer) => [layer.digest, layer]),
  );
  return [...freed.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
