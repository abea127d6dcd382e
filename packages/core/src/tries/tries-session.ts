import { BehaviorSubject, interval, map, of, startWith, Subject, Subscription, switchMap } from "rxjs";
import type { HostPorts } from "../hosts/host.port.ts";
import type { HostId } from "../hosts/host.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import type { Outcome } from "../shared/outcome.ts";
import { beginRun, evolveRun, isOngoing, type Run, type RunEvent } from "./run.ts";
import { carryRun } from "./run-session.ts";
import type { Tries } from "./tries.port.ts";
import { nothingTried, tryKey, type ShownTries } from "./tries.ts";
import type { TryCommand } from "./try-events.ts";
import { whatToKeep } from "./what-to-keep.source.ts";

type TriesOptions = {
  readonly clock: Clock;
  readonly hostPorts: (host: HostId) => Pick<HostPorts, "api"> | undefined;
  /** Keeps the figures of runs. */
  readonly app: { dispatch(command: TryCommand): Promise<unknown> };
};

/** The runs of other models are forgotten, the oldest first. */
const MOST_TRIES = 20;
/** How long a run has been waiting is told this often. */
const TICK_MS = 1_000;

/** Carries the runs of this window, one for each model at a time. */
export function createTries({ clock, hostPorts, app }: TriesOptions): Tries & { close(): void } {
  const tries$ = new BehaviorSubject<ShownTries>(nothingTried);
  const stops = new Map<string, Subject<{ readonly type: "stop" }>>();
  const closing = new Set<() => void>();
  const keeping = new Subscription();
  const put = (key: string, run: Run): void => {
    const { runs } = tries$.value;
    const others = [...runs].filter(([one]) => one !== key);
    tries$.next({ runs: new Map([...others, [key, run] as const].slice(-MOST_TRIES)) });
  };

  return {
    tries$: tries$.pipe(switchMap((shown) => (isAnyOngoing(shown) ? ticking(shown, clock) : of(shown)))),
    run({ host, model, isRemote, request }) {
      const key = tryKey(host, model);
      const before = tries$.value.runs.get(key);
      const ports = hostPorts(host);
      if (!ports || (before && isOngoing(before))) return undefined;
      const { api } = ports;
      const stop$ = new Subject<{ readonly type: "stop" }>();
      stops.set(key, stop$);
      let run = beginRun(request, clock.now());
      put(key, run);
      const note = (event: RunEvent): void => put(key, (run = evolveRun(run, event, clock.now())));
      return new Promise<Outcome>((resolve) => {
        const end = (): void => {
          stops.delete(key);
          closing.delete(close);
          resolve(outcomeOf(run));
        };
        const running = carryRun({ api, clock, model, isRemote, request, stop$ }).subscribe({
          next: note,
          error(error: unknown) {
            note({ type: "run.failed", failure: toFailure(error) });
            end();
          },
          complete() {
            end();
            const kept$ = whatToKeep(api, { model, run, isRemote });
            keeping.add(kept$.subscribe((ran) => void app.dispatch({ type: "try.keep", host, ran })));
          },
        });
        const close = (): void => (running.unsubscribe(), end());
        closing.add(close);
      });
    },
    stop: ({ host, model }) => stops.get(tryKey(host, model))?.next({ type: "stop" }),
    close() {
      for (const close of closing) close();
      keeping.unsubscribe();
    },
  };
}

const isAnyOngoing = ({ runs }: ShownTries): boolean => [...runs.values()].some(isOngoing);

const ticking = (shown: ShownTries, clock: Clock) =>
  interval(TICK_MS, clockScheduler(clock)).pipe(
    startWith(undefined),
    map(() => shown),
  );

function outcomeOf({ situation }: Run): Outcome {
  switch (situation.kind) {
    case "done":
      return { kind: "done" };
    case "stopped":
      return { kind: "cancelled" };
    case "failed":
      return { kind: "failed", failure: situation.failure };
    case "waiting":
    case "loading":
    case "reading":
    case "writing":
      return { kind: "unknown" };
  }
}
