import { type App, findModel, hostFacts, type ModelName, modelsOf } from "@paddock/core";
import type { Chosen } from "@paddock/core/views";
import { BehaviorSubject, combineLatest, distinctUntilChanged, filter, map, type Observable } from "rxjs";
import type * as vscode from "vscode";

/** Which model the main panel shows all about. What is not known of it yet is asked for, as soon as it can be. */
export type Choosing = vscode.Disposable & {
  readonly chosen$: Observable<Chosen | null>;
  /** `elsewhere`: not in the panel itself, which therefore has to go there. */
  choose(model: ModelName, where: "in-panel" | "elsewhere"): Promise<void>;
};

/** No model is chosen at first. */
export function createChoosing(app: App): Choosing {
  const chosen$ = new BehaviorSubject<Chosen | null>(null);
  const describe = async (model: ModelName): Promise<void> => {
    await app.dispatch({ type: "models.describe", model }); // refused while Ollama does not run: then later
  };
  const describing = combineLatest([app.state$, chosen$])
    .pipe(
      map(([state, chosen]) => {
        const models = modelsOf(state);
        const model = chosen ? findModel(models, chosen.model) : undefined;
        const isOpen = model !== undefined && models.details[model.digest] === undefined;
        return isOpen && hostFacts(state).service.situation.kind === "running" ? model : undefined;
      }),
      distinctUntilChanged((a, b) => a?.digest === b?.digest),
      filter((model) => model !== undefined),
    )
    .subscribe(({ name }) => void describe(name));
  return {
    chosen$,
    async choose(model, where) {
      const number = chosen$.value?.number ?? 0;
      chosen$.next({ model, number: where === "elsewhere" ? number + 1 : number });
      await describe(model);
    },
    dispose: () => describing.unsubscribe(),
  };
}
