import { BehaviorSubject, combineLatest, distinctUntilChanged, filter, map, type Observable } from "rxjs";
import { hostFacts, modelsOf } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { dispatchAt, type ActionApp, type ActionContext } from "../ui/action.ts";
import { detailsStatusOf } from "./details.ts";
import { findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";
import type { SelectedModel } from "./selected-model.ts";

/** The selected model of a window. Its details are read as soon as possible. */
type Selection = {
  readonly selected$: Observable<SelectedModel | null>;
  readonly select: ActionContext["select"];
  close(): void;
};

export function createSelection(app: ActionApp): Selection {
  const selected$ = new BehaviorSubject<SelectedModel | null>(null);
  const describe = async (model: ModelName): Promise<void> => {
    // Refused while Ollama does not run; repeated once it runs.
    await dispatchAt({ app }, { type: "models.describe", model });
  };
  const describing = combineLatest([app.state$, selected$])
    .pipe(
      map(([state, selected]) => {
        const models = modelsOf(state);
        const model = selected ? findModel(models, selected.model) : undefined;
        const isUnread = model !== undefined && detailsStatusOf(models, model) === undefined;
        return isUnread && isRunning(hostFacts(state).service) ? model : undefined;
      }),
      distinctUntilChanged((a, b) => a?.name === b?.name && a?.digest === b?.digest),
      filter((model) => model !== undefined),
    )
    .subscribe(({ name }) => void describe(name));
  return {
    selected$,
    async select(model, where, also = []) {
      const number = selected$.value?.number ?? 0;
      selected$.next({
        model,
        number: where === "in-panel" ? number : number + 1,
        ...(where === "to-try" && { isToTry: true }),
        ...(also.length > 0 && { also }),
      });
      await describe(model);
    },
    close: () => describing.unsubscribe(),
  };
}
