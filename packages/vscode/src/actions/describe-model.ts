import { after, findModel, modelsOf, type App, type AppState, type ModelName } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";
import { filter, firstValueFrom, takeUntil } from "rxjs";

/** Details that take longer come when they are wanted again. */
const PATIENCE_MS = 3_000;

/** Asks what a model is, where that is not known yet; resolves with what is so once it is, or when it takes too long. */
export async function describeModel(app: App, name: ModelName): Promise<AppState> {
  await app.dispatch({ type: "models.describe", model: name });
  const described$ = app.state$.pipe(
    filter((state) => {
      const models = modelsOf(state);
      const model = findModel(models, name);
      return !model || models.details[model.digest]?.kind !== "asked";
    }),
    takeUntil(after(systemClock, PATIENCE_MS)),
  );
  return firstValueFrom(described$, { defaultValue: app.state() });
}
