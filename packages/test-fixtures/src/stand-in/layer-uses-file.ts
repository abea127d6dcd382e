import { appendFileSync, readFileSync } from "node:fs";
import { isObject, parseJson, type JsonObject } from "../json.ts";
import type { Touch } from "../simulator/pull/layer-uses.ts";

/** Tells a file that a process has begun, and of each touch when it begins and when it ends; by the clock on the wall. */
export function tellTouches(file: string): (touch: Touch) => void {
  const tell = (what: JsonObject): void =>
    appendFileSync(file, `${JSON.stringify({ ...what, atMs: Date.now() })}\n`);
  tell({ is: "start" });
  return ({ pull, model, digest, toMs }) =>
    tell({ is: toMs === undefined ? "begin" : "end", pull, model, digest });
}

/** Reads what stand-ins have told, one after the other: who died has ended when the next one begins. */
export function readTouches(file: string): readonly Touch[] {
  const touches: Touch[] = [];
  let open: Touch[] = [];
  let starts = 0;
  const close = (atMs: number, isIt: (touch: Touch) => boolean): void => {
    for (const touch of open.filter(isIt)) touch.toMs = atMs;
    open = open.filter((touch) => touch.toMs === undefined);
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
      if (is === "end") close(atMs, (touch) => touch.pull === pull && touch.digest === digest);
      else {
        const touch = { pull, model, digest, fromMs: atMs, toMs: undefined };
        open.push(touch);
        touches.push(touch);
      }
    }
  }
  return touches;
}

const PULLS_A_PROCESS = 1_000_000;
