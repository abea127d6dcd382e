import type { AppState, Facts } from "./state.ts";
import type { Reading, Recorded } from "./events.ts";
import { about } from "../shared/message.ts";
import { isSameModel } from "../models/model-name.ts";

/**
 * Whether a compaction up to the number `upTo` may delete a fact; `facts` is the state after that compaction. The rule:
 * a replay of the facts that remain must give the same state. So the facts of unfinished work stay, and those from which
 * the present situation follows.
 */
export function isForgettable({ seq, event }: Recorded, upTo: number, facts: Facts): boolean {
  if (seq > upTo) return false;
  if (about("service", event)) return seq < facts.service.aimedSeq;
  if (about("download", event)) return facts.downloads[event.id] === undefined;
  if (about("test", event)) return seq < (facts.test?.startedSeq ?? Number.POSITIVE_INFINITY);
  if (about("operation", event))
    return !facts.operations.some(({ model }) => isSameModel(model, event.operation.model));
  if (about("updates", event)) return seq < (facts.updateCheck?.seq ?? Number.POSITIVE_INFINITY);
  if (about("engine", event)) return seq < (facts.engine?.sinceSeq ?? 0);
  if (event.type === "history.unkept" || event.type === "history.kept") return seq < facts.history.sinceSeq;
  return true;
}

/** Whether a reading describes something that no longer exists, so that it may be deleted. */
export function isForgettableReading(event: Reading, { facts, readings }: AppState): boolean {
  switch (event.type) {
    case "window.left":
      return true;
    case "download.progressed":
      return facts.downloads[event.id] === undefined;
    case "models.describe-requested":
    case "models.described":
    case "models.undescribed":
      return !Object.values(readings.models.lists).some(({ models }) =>
        models.some(({ digest }) => digest === event.digest),
      );
    case "updates.found": {
      const { models } = readings.models.lists[event.origin] ?? { models: [] };
      return !models.some(({ name, digest }) => name === event.model && digest === event.digest);
    }
    case "models.listed":
    case "models.confirmed":
    case "models.loaded":
    case "engine.beat":
    case "window.attended":
      return false;
  }
}
