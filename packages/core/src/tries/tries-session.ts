import { BehaviorSubject, map, of, Subject } from "rxjs";
import { fromEventObservable } from "xstate";
import { createInspection } from "../app/inspection.ts";
import { runMachine } from "../app/run-machine.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { HostId } from "../hosts/host.ts";
import type { Clock } from "../shared/clock.port.ts";
import { toFailure } from "../shared/failure.ts";
import type { Outcome } from "../shared/outcome.ts";
import { beginRun, evolveRun, isOngoing, type Run, type RunEvent } from "./run.ts";
import type { Tries } from "./tries.port.ts";
import { tryKey, type ShownTries } from "./tries.ts";
import { tryMachine, type LineNotice } from "./try.machine.ts";
import { watchMemory, type MemoryNotice } from "./watch-memory.source.ts";

type TriesOptions = {
  readonly clock: Clock;
  readonly hostPorts: (host: HostId) => Pick<HostPorts, "api"> | undefined;
};

/** The runs of other models are forgotten, the oldest first. */
const MOST_TRIES = 20;

/** Carries the runs of this window, one for each model at a time. */
export function createTries({ clock, hostPorts }: TriesOptions): Tries & { close(): void } {
  const tries$ = new BehaviorSubject<ShownTries>(new Map());
  const stops = new Map<string, Subject<{ readonly type: "stop" }>>();
  const closing = new Set<() => void>();
  const put = (key: string, run: Run): void => {
    const others = [...tries$.value].filter(([one]) => one !== key);
    tries$.next(new Map([...others, [key, run] as const].slice(-MOST_TRIES)));
  };

  return {
    tries$,
    run({ host, model, isRemote, request }) {
      const key = tryKey(host, model);
      const before = tries$.value.get(key);
      const ports = hostPorts(host);
      if (!ports || (before && isOngoing(before))) return undefined;
      const stop$ = new Subject<{ readonly type: "stop" }>();
      stops.set(key, stop$);
      let run = beginRun(request, clock.now());
      put(key, run);
      const note = (event: RunEvent): void => put(key, (run = evolveRun(run, event, clock.now())));
      const { api } = ports;
      const machine = tryMachine.provide({
        actors: {
          answer: fromEventObservable(() =>
            api.streamAnswer(request).pipe(map((line): LineNotice => ({ type: "line", line }))),
          ),
          // A model in the cloud is never loaded here.
          memory: fromEventObservable(() =>
            isRemote ? of<MemoryNotice>({ type: "present" }) : watchMemory(api, model, clock),
          ),
        },
      });
      return new Promise<Outcome>((resolve) => {
        const end = (): void => {
          stops.delete(key);
          closing.delete(close);
          resolve(outcomeOf(run));
        };
        const running = runMachine(machine, {
          input: undefined,
          clock,
          inspection: createInspection(),
          events$: stop$,
        }).subscribe({
          next: note,
          error(error: unknown) {
            note({ type: "run.failed", failure: toFailure(error) });
            end();
          },
          complete: end,
        });
        const close = (): void => (running.unsubscribe(), end());
        closing.add(close);
      });
    },
    stop: ({ host, model }) => stops.get(tryKey(host, model))?.next({ type: "stop" }),
    close: () => [...closing].forEach((close) => close()),
  };
}

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
