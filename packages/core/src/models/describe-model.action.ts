import { filter, firstValueFrom, takeUntil, timer } from "rxjs";
import { modelsOf, type AppState } from "../app/state.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { dispatchAt, type ActionContext } from "../ui/action.ts";
import { findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** Details that take longer come when they are wanted again. */
const PATIENCE_MS = 3_000;

/** Asks what a model is, where that is not known yet; resolves with the state once it is, or when it takes too long. */
export async function describeModel(
  { app, clock }: Pick<ActionContext, "app" | "clock">,
  name: ModelName,
): Promise<AppState> {
  await dispatchAt({ app }, { type: "models.describe", model: name });
  const described$ = app.state$.pipe(
    filter((state) => {
      const models = modelsOf(state);
      const model = findModel(models, name);
      return !model || models.details[model.digest]?.kind !== "asked";
    }),
    takeUntil(timer(PATIENCE_MS, clockScheduler(clock))),
  );
  return firstValueFrom(described$, { defaultValue: app.state() });
}
