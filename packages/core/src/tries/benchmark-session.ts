import { catchError, EMPTY, map, of, scan, switchMap, type Observable } from "rxjs";
import { fromEventObservable } from "xstate";
import type { Inspection } from "../app/inspection.ts";
import { runMachine } from "../app/run-machine.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import { evolveBenchmark, type Benchmark, type BenchmarkEvent } from "./benchmark.ts";
import { benchmarkMachine, type RoundNotice } from "./benchmark.machine.ts";
import { measureRound } from "./measure-round.source.ts";
import type { RunRequest } from "./run-request.ts";

type Carried = {
  readonly api: Pick<OllamaApi, "streamAnswer">;
  readonly clock: Clock;
  readonly inspection: Inspection;
  readonly model: ModelName;
  readonly request: RunRequest;
  readonly stop$: Observable<{ readonly type: "stop" }>;
};

const NO_NOTICE$: Observable<RoundNotice> = EMPTY;

/** Measures a model, and emits the benchmark with what was measured so far. */
export function carryBenchmark(
  benchmark: Benchmark,
  { api, clock, inspection, model, request, stop$ }: Carried,
): Observable<Benchmark> {
  const machine = benchmarkMachine.provide({
    actors: {
      warmUp: fromEventObservable(() =>
        measureRound({ api, clock }, request, 1).pipe(switchMap(() => NO_NOTICE$)),
      ),
      round: fromEventObservable(({ input: { atOnce } }) =>
        measureRound({ api, clock }, request, atOnce).pipe(
          map((round): RoundNotice => ({ type: "measured", round })),
        ),
      ),
    },
  });
  const carried = { input: undefined, clock, inspection, id: model, events$: stop$ };
  return runMachine(machine, carried).pipe(
    catchError((error: unknown) =>
      of<BenchmarkEvent>({ type: "benchmark.failed", failure: toFailure(error) }),
    ),
    scan((before, event) => evolveBenchmark(before, event, clock.now()), benchmark),
  );
}
