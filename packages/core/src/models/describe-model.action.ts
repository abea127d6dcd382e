import { filter, firstValueFrom, takeUntil, timer } from "rxjs";
import { modelsOf, type AppState } from "../app/state.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { dispatchAt, type ActionContext } from "../ui/action.ts";
import { detailsStatusOf } from "./details.ts";
import { findModel } from "./models.ts";
import type { ModelName } from "./model-name.ts";

/** Details that take longer are shown on the next request. */
const PATIENCE_MS = 3_000;

/** Reads the details of a model, if not known; resolves with the state once they are known, or after a timeout. */
export async function describeModel(
  { app, clock }: Pick<ActionContext, "app" | "clock">,
  name: ModelName,
): Promise<AppState> {
  await dispatchAt({ app }, { type: "models.describe", model: name });
  const described$ = app.state$.pipe(
    filter((state) => {
      const models = modelsOf(state);
      const model = findModel(models, name);
      return !model || detailsStatusOf(models, model)?.kind !== "asked";
    }),
    takeUntil(timer(PATIENCE_MS, clockScheduler(clock))),
  );
  return firstValueFrom(described$, { defaultValue: app.state() });
}
