import { defer, distinctUntilChanged, map, repeat, takeWhile, timer, type Observable } from "rxjs";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";

/** Whether the model is listed as loaded; while it is being loaded, it is not (docs/ollama.md §1.4). */
export type LoadingNotice = { readonly type: "absent" } | { readonly type: "present" };

const LOOK_EVERY_MS = 1_000;

/** Whether a model is loaded, looked at until it is: Ollama tells nothing else while it loads one. */
export const watchLoading = (
  api: Pick<OllamaApi, "listLoaded">,
  model: ModelName,
  clock: Clock,
): Observable<LoadingNotice> =>
  defer(() => api.listLoaded()).pipe(
    map((loaded) => loaded.some(({ name }) => isSameModel(name, model))),
    repeat({ delay: () => timer(LOOK_EVERY_MS, clockScheduler(clock)) }),
    takeWhile((isLoaded) => !isLoaded, true),
    distinctUntilChanged(),
    map((isLoaded): LoadingNotice => ({ type: isLoaded ? "present" : "absent" })),
  );
