import { alg, Graph } from "@dagrejs/graphlib";
import type { Repository } from "./read-repository.ts";

/** Import cycles: those through values alone, and those that exist only if type imports count. */
export function cyclesIn({ files, resolve }: Repository): {
  readonly ofValues: readonly (readonly string[])[];
  readonly ofTypes: readonly (readonly string[])[];
} {
  const cycles = (doTypesCount: boolean): readonly (readonly string[])[] => {
    const graph = new Graph();
    for (const { path, imports } of files.values())
      for (const { from, isType } of imports) {
        const target = resolve(path, from);
        if (target !== undefined && (doTypesCount || !isType)) graph.setEdge(path, target);
      }
    return alg.findCycles(graph);
  };
  const ofValues = cycles(false);
  const known = new Set(ofValues.flat());
  return { ofValues, ofTypes: cycles(true).filter((cycle) => cycle.some((path) => !known.has(path))) };
}
