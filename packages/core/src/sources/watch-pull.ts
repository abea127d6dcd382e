import {
  catchError,
  connect,
  defer,
  EMPTY,
  endWith,
  ignoreElements,
  map,
  merge,
  scan,
  takeUntil,
  throttle,
  type Observable,
} from "rxjs";
import type { Progress } from "../domain/downloads.ts";
import { partsOf, type ModelName } from "../domain/names.ts";
import { evolvePull, initialPull, progressOfPull, type PullNews } from "../domain/pull.ts";
import type { Clock } from "../ports/clock.ts";
import type { HostPorts } from "../ports/ports.ts";
import { createRate } from "./rate.ts";
import { after } from "./time.ts";

export type WatchPullPorts = Pick<HostPorts, "api" | "registry" | "isInsecure"> & { readonly clock: Clock };

/** At most ten readings a second: Ollama says up to tens of thousands of lines (reference §2.2). */
const READING_EVERY_MS = 100;

/** Pulls a model and tells how far it has come. The total comes from the model's registry, or stays unknown. */
export function watchPull(
  { api, registry, isInsecure, clock }: WatchPullPorts,
  model: ModelName,
): Observable<Progress> {
  const manifest$ = registry.manifest(model).pipe(
    map(({ layers }): PullNews => ({ kind: "manifest", layers })),
    catchError(() => EMPTY),
  );
  const news$ = defer(() => api.pull(model, { insecure: isInsecure(partsOf(model).host) })).pipe(
    connect<PullNews, Observable<PullNews>>((lines$) =>
      merge(manifest$.pipe(takeUntil(lines$.pipe(ignoreElements(), endWith("ended")))), lines$),
    ),
  );
  return defer(() => {
    const rate = createRate(clock);
    return news$.pipe(
      scan(evolvePull, initialPull),
      throttle(() => after(clock, READING_EVERY_MS), { leading: true, trailing: true }),
      map(progressOfPull),
      map((progress): Progress => ({ ...progress, ...rate(progress) })),
    );
  });
}
