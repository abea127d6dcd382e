import { appendFileSync, readFileSync } from "node:fs";
import { isObject, parseJson, type JsonObject } from "../json.ts";
import type { LayerUse } from "../simulator/pull/layer-uses.ts";

/** Appends to a file that a process has started, and each begin and end of a layer use, in real time. */
export function appendLayerUses(file: string): (use: LayerUse) => void {
  const append = (what: JsonObject): void =>
    appendFileSync(file, `${JSON.stringify({ ...what, atMs: Date.now() })}\n`);
  append({ is: "start" });
  return ({ pull, model, digest, toMs }) =>
    append({ is: toMs === undefined ? "begin" : "end", pull, model, digest });
}

/** Reads the file of several stand-ins that ran one after another. The start of a process ends the uses of the last. */
export function readLayerUses(file: string): readonly LayerUse[] {
  const layerUses: LayerUse[] = [];
  let open: LayerUse[] = [];
  let starts = 0;
  const close = (atMs: number, matches: (use: LayerUse) => boolean): void => {
    for (const use of open.filter(matches)) use.toMs = atMs;
    open = open.filter((use) => use.toMs === undefined);
  };
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const json = parseJson(line);
    if (!isObject(json) || typeof json.atMs !== "number") continue;
    const { is, model, digest, atMs } = json;
    // Each process counts its pulls from 1.
    const pull = starts * PULLS_A_PROCESS + Number(json.pull);
    if (is === "start") {
      starts += 1;
      close(atMs, () => true);
    } else if (typeof model === "string" && typeof digest === "string") {
      if (is === "end") close(atMs, (use) => use.pull === pull && use.digest === digest);
      else {
        const use = { pull, model, digest, fromMs: atMs, toMs: undefined };
        open.push(use);
        layerUses.push(use);
      }
    }
  }
  return layerUses;
}

const PULLS_A_PROCESS = 1_000_000;
