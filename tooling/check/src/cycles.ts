import { alg, Graph } from "@dagrejs/graphlib";
import type { Repository } from "./read-repository.ts";

/** Groups of files that import each other in a circle: by their values, or only if types count as well. */
export function cyclesIn({ files, resolve }: Repository): {
  readonly ofValues: readonly (readonly string[])[];
  readonly ofTypes: readonly (readonly string[])[];
} {
  const circles = (doTypesCount: boolean): readonly (readonly string[])[] => {
    const graph = new Graph();
    for (const { path, imports } of files.values())
      for (const { from, isType } of imports) {
        const target = resolve(path, from);
        if (target !== undefined && (doTypesCount || !isType)) graph.setEdge(path, target);
      }
    return alg.findCycles(graph);
  };
  const ofValues = circles(false);
  const known = new Set(ofValues.flat());
  return { ofValues, ofTypes: circles(true).filter((circle) => circle.some((path) => !known.has(path))) };
}
