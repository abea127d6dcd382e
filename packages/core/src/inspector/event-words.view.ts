import type { AppEvent } from "../app/events.ts";
import type { Origin } from "../sending/origin.ts";
import { about } from "../shared/message.ts";
import type { EventKind } from "./entry.ts";
import { downloadEventWords } from "./event-words/download-event-words.view.ts";
import { modelEventWords } from "./event-words/model-event-words.view.ts";
import { paddockEventWords } from "./event-words/paddock-event-words.view.ts";
import { serviceEventWords } from "./event-words/service-event-words.view.ts";
import { testEventWords } from "./event-words/test-event-words.view.ts";
import type { EventWords } from "./event-words/words.view.ts";

/** What the event is about: the name of the model to show, and where a download gets it, if not from its registry. */
type Subject = { readonly model: string; readonly from: Origin | undefined };

/** An event as a sentence, and the kind under which a person finds it. */
export function eventWords(
  event: AppEvent,
  { model, from }: Subject,
): EventWords & { readonly kind: EventKind } {
  if (
    about("service", event) ||
    about("environment", event) ||
    about("orphans", event) ||
    about("release", event)
  )
    return { kind: "service", ...serviceEventWords(event) };
  if (isOfModels(event)) return { kind: "models", ...modelEventWords(event, model) };
  if (about("download", event) || about("pulls", event))
    return { kind: "downloads", ...downloadEventWords(event, model, from) };
  if (about("test", event)) return { kind: "tests", ...testEventWords(event, model) };
  return { kind: event.type === "notice.told" ? "notices" : "windows", ...paddockEventWords(event) };
}

const isOfModels = (event: AppEvent) =>
  about("models", event) ||
  about("loading", event) ||
  about("operation", event) ||
  about("fit", event) ||
  about("try", event) ||
  about("updates", event);
