import {
  catchError,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  startWith,
  switchMap,
  timer,
  distinctUntilChanged,
  type Observable,
} from "rxjs";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { Describe } from "./describe-models.source.ts";
import { detailsStatusOf } from "./details.ts";
import { folderHint, modelToDescribe, type FolderHint } from "./folder-hint.ts";
import type { ModelSign } from "./log-signs.ts";
import type { ModelSigns } from "./model-signs.port.ts";
import type { Models } from "./models.ts";
import type { Model } from "./models-events.ts";

type WatchSignsPorts = {
  readonly signs: ModelSigns;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Whether we started the service. Emits the current value on subscription. */
  readonly isOurs$: Observable<boolean>;
  readonly models: () => Models;
  /** Emits when the list of models was read. */
  readonly listed$: Observable<unknown>;
  /** Emits when the details of a model became known. */
  readonly described$: Observable<unknown>;
  readonly describe: Describe;
};

/** After the list has been shown. */
const ASK_AFTER_MS = 5_000;

/**
 * Sees what others do with the models, without a request. Only a foreign Ollama is asked once where its models folder is,
 * while a view is visible: the details of a model show it (docs/ollama.md §1.3).
 */
export function watchSigns(ports: WatchSignsPorts): Observable<ModelSign> {
  const { signs, models, described$ } = ports;
  const isOurs$ = ports.isOurs$.pipe(distinctUntilChanged());
  const signs$ = isOurs$.pipe(
    switchMap((isOurs) =>
      described$.pipe(
        startWith(undefined),
        map(() => folderHint(isOurs, models())),
      ),
    ),
    distinctUntilChanged<FolderHint>(isSameJson),
    switchMap((hint) => signs.watch(hint)),
  );
  return merge(signs$, askForFolder({ ...ports, isOurs$ }));
}

const askForFolder = ({
  isOurs$,
  looking$,
  listed$,
  models,
  describe,
  clock,
}: WatchSignsPorts): Observable<never> =>
  isOurs$.pipe(
    switchMap((isOurs) => (isOurs ? EMPTY : looking$)),
    switchMap((looks) =>
      looks ? listed$.pipe(switchMap(() => timer(ASK_AFTER_MS, clockScheduler(clock)))) : EMPTY,
    ),
    map(() => notYetAsked(models())),
    filter((model) => model !== undefined),
    switchMap((model) => describe(model).pipe(catchError(() => EMPTY))),
    ignoreElements(),
  );

/** None if its details were already asked for in vain. */
function notYetAsked(models: Models): Model | undefined {
  const model = modelToDescribe(folderHint(false, models), models);
  return model && detailsStatusOf(models, model) === undefined ? model : undefined;
}
