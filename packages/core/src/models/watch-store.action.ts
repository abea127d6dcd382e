import { BehaviorSubject, distinctUntilChanged, map, type Observable } from "rxjs";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import { settledBy, whileShown } from "../shared/while-shown.source.ts";
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

/** What the models folder of the shown host holds; `null` while no view shows it, before it is read, and where it cannot be. */
export function watchStore({ app, files, clock, shown$, logger }: StoreOptions) {
  const store$ = new BehaviorSubject<ReadStore | null>(null);
  const read = async (): Promise<ReadStore | null> => {
    const folder = await files.folder();
    return folder ? readStore(folder, versionOf(hostFacts(app.state()).service)) : null;
  };
  const subscription = whileShown<ReadStore | null>({
    shown$,
    fresh$: app.state$.pipe(map(hostOf), distinctUntilChanged()),
    again$: app.state$.pipe(map(whatChangesIt), distinctUntilChanged(), settledBy(clock)),
    look: read,
    failed: (error) => {
      logger.warn(`the layers of the models cannot be read: ${String(error)}`);
      return null;
    },
    closed: null,
    waiting: null,
  }).subscribe(store$);
  return { store$, close: () => subscription.unsubscribe() };
}

/** A text that differs when models have come, changed or gone. */
const whatChangesIt = (state: AppState): string =>
  JSON.stringify([
    versionOf(hostFacts(state).service),
    modelsOf(state).list?.models.map((model) => [model.name, model.modifiedAtMs, digestsOf(model)]),
  ]);
