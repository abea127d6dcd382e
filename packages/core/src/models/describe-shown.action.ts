import { combineLatest, distinctUntilChanged, filter, map, type Observable, type Unsubscribable } from "rxjs";
import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { memoryOf } from "../fit/host-memory.ts";
import { isRunning } from "../service/service.ts";
import { dispatchAt, type ActionApp } from "../ui/action.ts";
import { detailsStatusOf } from "./details.ts";
import { usableModels } from "./models.ts";
import type { Model } from "./models-events.ts";

/** The answers are kept, and may be long. */
const MOST_MODELS = 50;

/**
 * Reads the details of the models in a list while it is shown, one after the other: only they tell whether a model fits.
 * Those of cloud models are left out, because Ollama may ask its cloud for them.
 */
export const describeShown = (app: ActionApp, shown$: Observable<boolean>): Unsubscribable =>
  combineLatest([app.state$, shown$])
    .pipe(
      map(([state, isShown]) => (isShown ? nextUnread(state) : undefined)),
      distinctUntilChanged((a, b) => a?.name === b?.name && a?.digest === b?.digest),
      filter((model) => model !== undefined),
    )
    .subscribe(({ name }) => void dispatchAt({ app }, { type: "models.describe", model: name }));

/** The next model to read, unless one is being read, or what fits the host is not known. */
function nextUnread(state: AppState): Model | undefined {
  const facts = hostFacts(state);
  if (!isRunning(facts.service) || memoryOf(facts, hostReadings(state)).kind === "unknown") return undefined;
  const models = modelsOf(state);
  const isAsked = Object.values(models.details).some(({ kind }) => kind === "asked");
  if (isAsked) return undefined;
  return usableModels(models)
    .filter(({ remoteHost }) => remoteHost === undefined)
    .slice(0, MOST_MODELS)
    .find((model) => detailsStatusOf(models, model) === undefined);
}
