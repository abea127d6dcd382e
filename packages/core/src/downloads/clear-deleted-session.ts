import { concatMap, from, ignoreElements, map, pairwise, startWith, type Observable } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import { ofType } from "../app/loop.ts";
import { modelKey } from "../models/model-name.ts";
import { allDownloads } from "./downloads.ts";

/** Takes complete downloads off the list when their models are gone, also if another program deleted them. */
export function clearDeleted({ events$, facts, models, decide }: HostLoop): Observable<never> {
  const keysNow = (): ReadonlySet<string> => new Set(models().list?.models.map(({ name }) => modelKey(name)));
  return ofType(events$, "models.listed").pipe(
    map(keysNow),
    startWith(keysNow()),
    pairwise(),
    concatMap(([before, now]) =>
      allDownloads(facts().downloads).filter(
        ({ situation, model }) =>
          situation.kind === "completed" && before.has(modelKey(model)) && !now.has(modelKey(model)),
      ),
    ),
    concatMap(({ id }) => from(decide({ type: "download.clear", id }))),
    ignoreElements(),
  );
}
