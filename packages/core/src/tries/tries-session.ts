import { BehaviorSubject, combineLatest, interval, map, of, startWith, Subscription, switchMap } from "rxjs";
import { inspectionAt, type Inspection } from "../app/inspection.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { HostId } from "../hosts/host.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Outcome } from "../shared/outcome.ts";
import { beginBenchmark, isMeasuring, resultOf, type Benchmark } from "./benchmark.ts";
import { carryBenchmark } from "./benchmark-session.ts";
import { openOngoing } from "./ongoing.source.ts";
import { beginRun, isOngoing, type Run } from "./run.ts";
import { carryRun } from "./run-session.ts";
import type { Tries } from "./tries.port.ts";
import { tryKey, type Compared, type ShownTries } from "./tries.ts";
import type { TryCommand } from "./try-events.ts";
import { whatToKeep } from "./what-to-keep.source.ts";

type TriesOptions = {
  readonly clock: Clock;
  readonly hostPorts: (host: HostId) => Pick<HostPorts, "api"> | undefined;
  /** Keeps figures, and shows the machines. */
  readonly app: { readonly inspection: Inspection; dispatch(command: TryCommand): Promise<unknown> };
};

/** How long something takes is told this often. */
const TICK_MS = 1_000;

/** Carries the runs and benchmarks of this window, one for each model at a time. */
export function createTries({ clock, hostPorts, app }: TriesOptions): Tries & { close(): void } {
  const runs = openOngoing<Run>();
  const benchmarks = openOngoing<Benchmark>();
  const compared$ = new BehaviorSubject<Compared | undefined>(undefined);
  const keeping = new Subscription();
  const isBusy = (key: string): boolean => {
    const [run, benchmark] = [runs.each$.value.get(key), benchmarks.each$.value.get(key)];
    return (run !== undefined && isOngoing(run)) || (benchmark !== undefined && isMeasuring(benchmark));
  };

  return {
    tries$: combineLatest([runs.each$, benchmarks.each$, compared$]).pipe(
      map(([each, measured, compared]): ShownTries => ({
        runs: each,
        benchmarks: measured,
        ...(compared && { compared }),
      })),
      switchMap((shown) => (isAnyOngoing(shown) ? ticking(shown, clock) : of(shown))),
    ),
    compare: (models) => compared$.next(models),
    isAnswering: ({ host, model }) => isBusy(tryKey(host, model)),
    run({ host, model, isRemote, request, after }) {
      const [key, api] = [tryKey(host, model), hostPorts(host)?.api];
      if (!api) return { kind: "not-watched" };
      if (isBusy(key)) return { kind: "busy" };
      const inspection = inspectionAt(app.inspection, host);
      const begun = beginRun(request, clock.now());
      const last = runs.follow(key, begun, (stop$) =>
        carryRun(begun, { api, clock, inspection, model, isRemote, stop$, ...(after && { after }) }),
      );
      const ended = last.then((run) => {
        const kept$ = whatToKeep(api, { model, run, isRemote });
        keeping.add(kept$.subscribe((ran) => void app.dispatch({ type: "try.keep", host, ran })));
        return outcomeOf(run);
      });
      return { kind: "running", ended };
    },
    benchmark({ host, model, version, request }) {
      const [key, api] = [tryKey(host, model), hostPorts(host)?.api];
      if (!api) return { kind: "not-watched" };
      if (isBusy(key)) return { kind: "busy" };
      const inspection = inspectionAt(app.inspection, host);
      const begun = beginBenchmark(clock.now());
      const last = benchmarks.follow(key, begun, (stop$) =>
        carryBenchmark(begun, { api, clock, inspection, model, request, stop$ }),
      );
      const ended = last.then((benchmark) => {
        const levels = resultOf(benchmark);
        const result = levels && { model, ...levels, ...(version !== undefined && { version }) };
        if (result) void app.dispatch({ type: "try.keep-benchmark", host, result });
        return outcomeOf(benchmark);
      });
      return { kind: "running", ended };
    },
    stop({ host, model }) {
      for (const ongoing of [runs, benchmarks]) ongoing.stop(tryKey(host, model));
    },
    close() {
      for (const ongoing of [runs, benchmarks]) ongoing.close();
      keeping.unsubscribe();
    },
  };
}

const isAnyOngoing = ({ runs, benchmarks }: ShownTries): boolean =>
  [...runs.values()].some(isOngoing) || [...benchmarks.values()].some(isMeasuring);

const ticking = (shown: ShownTries, clock: Clock) =>
  interval(TICK_MS, clockScheduler(clock)).pipe(
    startWith(undefined),
    map(() => shown),
  );

function outcomeOf({ situation }: Run | Benchmark): Outcome {
  switch (situation.kind) {
    case "done":
      return { kind: "done" };
    case "stopped":
      return { kind: "cancelled" };
    case "failed":
      return { kind: "failed", failure: situation.failure };
    case "queued":
    case "waiting":
    case "loading":
    case "reading":
    case "writing":
    case "measuring":
      return { kind: "unknown" };
  }
}
