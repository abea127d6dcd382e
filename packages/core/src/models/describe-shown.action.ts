import {
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  switchMap,
  type Observable,
  type Unsubscribable,
} from "rxjs";
import { hostFacts, hostOf, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { memoryOf } from "../fit/host-memory.ts";
import { isRunning } from "../service/service.ts";
import { dispatchAt, type ActionApp } from "../ui/action.ts";
import { detailsKey } from "./details-key.ts";
import { detailsStatusOf } from "./details.ts";
import { isLeftover } from "./leftover.ts";
import type { Model } from "./models-events.ts";
import { shownModels } from "./shown-models.view.ts";

/** The answers are kept, and may be long. */
const MOST_MODELS = 50;

/**
 * Reads the details of the first models in a list while it is shown, one after the other: only they tell whether a model
 * fits. Those of cloud models are left out, because Ollama may ask its cloud for them. What could not be read is tried again
 * once Ollama has been started anew.
 */
export function describeShown(app: ActionApp, shown$: Observable<boolean>): Unsubscribable {
  const asked = new Set<string>();
  return shown$
    .pipe(
      switchMap((isShown) => (isShown ? app.state$.pipe(distinctUntilChanged(isSameList)) : EMPTY)),
      map((state) => nextUnread(state, asked)),
      filter((model) => model !== undefined),
    )
    .subscribe(({ key, model }) => {
      asked.add(key);
      void dispatchAt({ app }, { type: "models.describe", model });
    });
}

/** Whether the same models are to be read in two states. */
function isSameList(before: AppState, after: AppState): boolean {
  const [facts, later] = [hostFacts(before), hostFacts(after)];
  return (
    modelsOf(before) === modelsOf(after) &&
    facts.service === later.service &&
    facts.fit === later.fit &&
    hostReadings(before).described === hostReadings(after).described
  );
}

/** The next model to read, unless one is being read, or what fits the host is not known. */
function nextUnread(state: AppState, asked: ReadonlySet<string>) {
  const facts = hostFacts(state);
  const { service } = facts;
  if (!isRunning(service)) return undefined;
  const models = modelsOf(state);
  const isOneBeingRead = Object.values(models.details).some(({ kind }) => kind === "asked");
  if (isOneBeingRead || memoryOf(facts, hostReadings(state)).kind === "unknown") return undefined;
  const isUnread = (model: Model): boolean => {
    const kind = detailsStatusOf(models, model)?.kind;
    return kind === undefined || kind === "failed";
  };
  return shownModels(state)
    .flatMap(({ kind, one }) => (kind === "listed" && isLocal(one) ? [one] : []))
    .slice(0, MOST_MODELS)
    .filter(isUnread)
    .map((model) => ({ key: `${hostOf(state)} ${service.sinceSeq} ${detailsKey(model)}`, model: model.name }))
    .find(({ key }) => !asked.has(key));
}

const isLocal = ({ name, remoteHost }: Model): boolean => remoteHost === undefined && !isLeftover(name);
