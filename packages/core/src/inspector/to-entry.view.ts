import { isFact, type AppEvent, type Recorded } from "../app/events.ts";
import type { Facts } from "../app/state.ts";
import type { Download } from "../downloads/downloads.ts";
import type { ModelName } from "../models/model-name.ts";
import { shortModelName } from "../models/short-name.view.ts";
import type { Entry } from "./entry.ts";
import { eventWords } from "./event-words.view.ts";

/** What the list of events needs to know of one; only the request of a download names its model. */
export function toEntry({ seq, atMs, event }: Recorded, before: Facts): Entry {
  const download = downloadOf(event, before);
  const model = modelOf(event) ?? download?.model;
  const shown = model === undefined ? unknownModel(event) : shortModelName(model);
  const host = "host" in event ? event.host : undefined;
  return {
    seq,
    atMs,
    type: event.type,
    isFact: isFact(event),
    ...(host !== undefined && { host }),
    ...(model !== undefined && { model }),
    ...eventWords(event, { model: shown, from: download?.from }),
  };
}

function modelOf(event: AppEvent): ModelName | undefined {
  if ("model" in event) return event.model;
  if ("operation" in event) return event.operation.model;
  if ("step" in event && "model" in event.step) return event.step.model;
  if ("ran" in event) return event.ran.model;
  return "result" in event ? event.result.model : undefined;
}

const downloadOf = (event: AppEvent, { hosts }: Facts): Download | undefined =>
  "id" in event ? hosts[event.host]?.downloads[event.id] : undefined;

/** The id of a download that was forgotten. */
const unknownModel = (event: AppEvent): string => ("id" in event ? event.id : "");
