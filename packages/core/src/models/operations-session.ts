import {
  catchError,
  defaultIfEmpty,
  EMPTY,
  from,
  map,
  merge,
  mergeMap,
  of,
  switchAll,
  switchMap,
  type Observable,
} from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import { isFresh, mayStillConvert, untilRunning } from "../app/resume.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { loadSettingsReader } from "./load-settings.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { ServiceOwner } from "../service/service-owner.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Failure } from "../shared/failure.ts";
import type { Describe } from "./describe-models.source.ts";
import type { Ongoing, Operation } from "./operations.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import { isBeingConverted, performOperation } from "./perform-operation.source.ts";

type OperationsSession = Pick<HostLoop, "events$" | "facts" | "facts$" | "models"> & {
  readonly hostPorts: { readonly api: OllamaApi; readonly owner: ServiceOwner };
  readonly clock: Clock;
  readonly describe: Describe;
};

const INTERRUPTED: Failure = { kind: "interrupted" };

/** Whether a rename was carried out before the leader that asked for it could record that. */
const isRenamed = (api: OllamaApi, operation: Operation): Observable<boolean> =>
  operation.kind === "rename"
    ? api.list().pipe(
        map((listed) => {
          const has = (name: ModelName): boolean => listed.some((model) => isSameModel(model.name, name));
          return !has(operation.model) && has(operation.destination);
        }),
        catchError(() => of(false)), // the rename then meets the same failure, and says so
      )
    : of(false);

/** Performs the operations that are asked for, and resumes those that an earlier leader left unfinished. */
export function runOperations({
  hostPorts: { api, owner },
  events$,
  facts,
  facts$,
  models: known,
  clock,
  describe,
}: OperationsSession): Observable<WithoutHost<HostEvent>> {
  const loadSettings = loadSettingsReader(facts);
  const perform = (operation: Operation): Observable<WithoutHost<HostEvent>> =>
    performOperation({ api, owner, clock, describe, models: known, loadSettings }, operation);
  // Ollama goes on with a conversion that no window waits for.
  const mayResume = async ({ sinceMs, isConverting = false, model }: Ongoing): Promise<boolean> =>
    isFresh(sinceMs, clock) ||
    (isConverting && (mayStillConvert(sinceMs, clock) || (await isBeingConverted(owner, model))));
  const resume = (ongoing: Ongoing): Observable<WithoutHost<HostEvent>> => {
    const { sinceMs: _, isConverting: _flag, ...operation } = ongoing;
    const completed = of<WithoutHost<HostEvent>>({ type: "operation.completed", operation });
    const failed = of<WithoutHost<HostEvent>>({ type: "operation.failed", operation, failure: INTERRUPTED });
    return from(mayResume(ongoing)).pipe(
      switchMap((isResumed) => (isResumed ? untilRunning(facts$, clock) : EMPTY)),
      switchMap(() => isRenamed(api, operation)),
      map((isDone) => (isDone ? completed : perform(operation))),
      defaultIfEmpty(failed), // Ollama may come back when the person no longer thinks of it
      switchAll(),
    );
  };
  return merge(
    from(facts().operations).pipe(mergeMap(resume)),
    ofType(events$, "operation.requested").pipe(mergeMap(({ operation }) => perform(operation))),
  );
}
