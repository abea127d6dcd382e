import { isFact, type AppEvent, type Recorded } from "../app/events.ts";
import type { Facts } from "../app/state.ts";
import type { ModelName } from "../models/model-name.ts";
import { shortModelName } from "../models/short-name.view.ts";
import type { Entry } from "./entry.ts";
import { eventWords } from "./event-words.view.ts";

/** What the list of events needs to know of one; only the request of a download names its model. */
export function toEntry({ seq, atMs, event }: Recorded, before: Facts): Entry {
  const model = modelOf(event, before);
  const host = "host" in event ? event.host : undefined;
  return {
    seq,
    atMs,
    type: event.type,
    isFact: isFact(event),
    ...(host !== undefined && { host }),
    ...(model !== undefined && { model }),
    ...eventWords(event, model === undefined ? unknownModel(event) : shortModelName(model)),
  };
}

function modelOf(event: AppEvent, { hosts }: Facts): ModelName | undefined {
  if ("model" in event) return event.model;
  if ("operation" in event) return event.operation.model;
  if ("step" in event && "model" in event.step) return event.step.model;
  if ("ran" in event) return event.ran.model;
  if ("result" in event) return event.result.model;
  return "id" in event ? hosts[event.host]?.downloads[event.id]?.model : undefined;
}

/** The id of a download that was forgotten. */
const unknownModel = (event: AppEvent): string => ("id" in event ? event.id : "");
