import { catchError, EMPTY, from, ignoreElements, map, of, scan, type Observable } from "rxjs";
import { fromEventObservable } from "xstate";
import type { Inspection } from "../app/inspection.ts";
import { runMachine } from "../app/run-machine.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import { evolveRun, type Run, type RunEvent } from "./run.ts";
import { tryMachine, type LineNotice } from "./try.machine.ts";
import { watchLoading, type LoadingNotice } from "./watch-loading.source.ts";

type Carried = {
  readonly api: Pick<OllamaApi, "streamAnswer" | "listLoaded">;
  readonly clock: Clock;
  readonly inspection: Inspection;
  readonly model: ModelName;
  readonly isRemote: boolean;
  /** The request is sent once this is settled. */
  readonly after?: Promise<unknown>;
  readonly stop$: Observable<{ readonly type: "stop" }>;
};

/** Sends the request of a run, and emits the run with what has come of it. */
export function carryRun(
  run: Run,
  { api, clock, inspection, model, isRemote, after, stop$ }: Carried,
): Observable<Run> {
  const machine = tryMachine.provide({
    actors: {
      turn: fromEventObservable(() => (after ? from(after).pipe(ignoreElements()) : EMPTY)),
      answer: fromEventObservable(() =>
        api.streamAnswer(run.request).pipe(map((line): LineNotice => ({ type: "line", line }))),
      ),
      // A model in the cloud is never loaded here.
      memory: fromEventObservable(() =>
        isRemote ? of<LoadingNotice>({ type: "present" }) : watchLoading(api, model, clock),
      ),
    },
  });
  const carried = { input: undefined, clock, inspection, id: model, events$: stop$ };
  return runMachine(machine, carried).pipe(
    catchError((error: unknown) => of<RunEvent>({ type: "run.failed", failure: toFailure(error) })),
    scan((before, event) => evolveRun(before, event, clock.now()), run),
  );
}
