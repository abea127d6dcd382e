import { after, findModel, modelsOf, type App, type ModelName } from "@paddock/core";
import { systemClock } from "@paddock/core/adapters";
import { filter, firstValueFrom, takeUntil } from "rxjs";

/** Models that take longer to be read are chosen from as they were known. */
const PATIENCE_MS = 3_000;

const READ: ReadonlySet<string> = new Set(["models.listed", "models.confirmed", "models.unread"]);

/**
 * Reads which models there are now, and resolves once that is known: while nobody looks, nobody does. Where Ollama does
 * not run, what is remembered has to do.
 */
export async function readModels({
  dispatch,
  recorded$,
}: Pick<App, "dispatch" | "recorded$">): Promise<void> {
  const read = firstValueFrom(
    recorded$.pipe(
      filter(({ event }) => READ.has(event.type)),
      takeUntil(after(systemClock, PATIENCE_MS)),
    ),
    { defaultValue: undefined },
  );
  const { accepted } = await dispatch({ type: "models.refresh" });
  if (accepted) await read;
}

/** The same, where a model is not known yet: it may have come since the list was read. */
export async function lookFor(
  app: Pick<App, "dispatch" | "recorded$" | "state">,
  model: ModelName,
): Promise<void> {
  if (!findModel(modelsOf(app.state()), model)) await readModels(app);
}
