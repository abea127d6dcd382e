import {
  BehaviorSubject,
  catchError,
  debounceTime,
  defer,
  distinctUntilChanged,
  from,
  map,
  of,
  switchMap,
  type Observable,
} from "rxjs";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { ActionContext } from "../ui/action.ts";
import { digestsOf } from "./copies.ts";
import type { ReadStore } from "./model-layers.ts";
import type { OllamaFiles } from "./ollama-files.port.ts";
import { readStore } from "./read-store.source.ts";

type StoreOptions = {
  readonly app: Pick<ActionContext["app"], "state" | "state$">;
  readonly files: Pick<OllamaFiles, "folder">;
  readonly clock: Clock;
  /** Whether a view of this window shows the layers of a model. */
  readonly shown$: Observable<boolean>;
  readonly logger: Logger;
};

/** A pull, a copy and a deletion change several things at once. */
const SETTLE_MS = 300;

/** What the models folder holds, while a view shows it; `null` while none does, and where it cannot be read. */
export function watchStore({ app, files, clock, shown$, logger }: StoreOptions) {
  const store$ = new BehaviorSubject<ReadStore | null>(null);
  const read = async (): Promise<ReadStore | null> => {
    const folder = await files.folder();
    return folder ? readStore(folder, versionOf(hostFacts(app.state()).service)) : null;
  };
  const read$ = defer(() => from(read())).pipe(
    catchError((error: unknown) => {
      logger.warn(`the layers of the models cannot be read: ${String(error)}`);
      return of(null);
    }),
  );
  const changed$ = app.state$.pipe(
    map(whatChangesIt),
    distinctUntilChanged(),
    debounceTime(SETTLE_MS, clockScheduler(clock)),
  );
  const subscription = shown$
    .pipe(switchMap((isShown) => (isShown ? changed$.pipe(switchMap(() => read$)) : of(null))))
    .subscribe(store$);
  return { store$, close: () => subscription.unsubscribe() };
}

/** A text that differs when another host is shown, or its models have come, changed or gone. */
const whatChangesIt = (state: AppState): string =>
  JSON.stringify([
    hostOf(state),
    versionOf(hostFacts(state).service),
    modelsOf(state).list?.models.map((model) => [model.name, model.modifiedAtMs, digestsOf(model)]),
  ]);
