import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  switchMap,
  tap,
  type Observable,
} from "rxjs";
import { fromEventObservable, fromObservable, fromPromise } from "xstate";
import { type AppCommand, decide, hostFacts, hostReadings, modelsOf } from "../app/state.ts";
import { allDownloads, isWorthKeeping } from "../downloads/downloads.ts";
import { originOf } from "./endpoint.ts";
import type { AppEvent } from "../app/events.ts";
import type { Failure } from "../shared/failure.ts";
import { type Model, type ModelsEvent } from "../models/models.ts";
import { operationsAt, type Ongoing, type Operation } from "../models/operations.ts";
import { isRunning } from "../service/service.ts";
import { isLookedAt } from "../windows/windows.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Ports } from "../app/app.port.ts";
import type { Target } from "./host.port.ts";
import { createDescriber, type Describer } from "../models/describe-models.source.ts";
import { lookAgain } from "../service/watch-installed.source.ts";
import { watchModels } from "../models/watch-models.source.ts";
import { watchService } from "../service/watch-service.source.ts";
import { takeTestSteps } from "../api-test/test-steps.source.ts";
import { apiTestMachine } from "../api-test/api-test.machine.ts";
import { emittedBy } from "../app/run-machine.ts";
import { ofType, type Loop } from "../app/loop.ts";
import { operationMachine } from "../models/operation.machine.ts";
import { performOperation } from "../models/perform-operation.source.ts";
import { runDownloads } from "../downloads/downloads-session.ts";
import { runUpdates } from "../updates/updates-session.ts";
import { serviceMachine } from "../service/service.machine.ts";
import { isFresh, undoneCommand, untilKnown, untilRunning } from "../app/resume.ts";
import { createTurns, type Turns } from "../downloads/pull-scheduler.source.ts";

type Host = Extract<Target, { kind: "host" }>;
type At = Host &
  Loop & {
    readonly clock: Clock;
    readonly looking$: Observable<boolean>;
    readonly describe: Describer["describe"];
    readonly turns: Turns;
    readonly preferences$: Ports["preferences$"];
  };

/**
 * Sets machines and sources to work on what has been decided, and emits their events. Ports become actors, and events
 * start, steer and stop machines, only here and in `run-downloads.ts`. Another target ends the work on the last one.
 */
export const runMachines = ({ target$, clock, preferences$ }: Ports, loop: Loop): Observable<AppEvent> => {
  const looking$ = loop.state$.pipe(
    map(({ readings }) => isLookedAt(readings.windows)),
    distinctUntilChanged(),
  );
  return target$.pipe(
    switchMap((target) => {
      if (target.kind === "misconfigured") {
        const { setting, text, problem } = target;
        return of<AppEvent>({ type: "service.misconfigured", setting, text, problem });
      }
      return atHost(target, loop, { looking$, clock, preferences$ });
    }),
  );
};

function atHost(
  target: Host,
  loop: Loop,
  common: Pick<At, "looking$" | "clock" | "preferences$">,
): Observable<AppEvent> {
  const { clock, preferences$ } = common;
  const { describe, told$ } = createDescriber(target.reach.api, () => modelsOf(loop.state()));
  const { endpoint, isRemote, isDemo } = target;
  const turns = createTurns(clock);
  const at: At = { ...target, ...loop, ...common, describe, turns };
  const before = hostFacts(loop.state()).service;
  const isOtherHost = before.endpoint !== undefined && originOf(before.endpoint) !== originOf(endpoint);
  const undone = isOtherHost ? undefined : undoneCommand(before, clock);
  return merge(
    of<AppEvent>({ type: "service.pointed", endpoint, isRemote, isDemo }),
    undone ? askAgain(loop, undone) : EMPTY,
    told$,
    runDownloads(at),
    runUpdates(at),
    preferences$.pipe(
      tap(({ parallelDownloads }) => turns.allow(parallelDownloads)),
      ignoreElements(),
    ),
    operations(at),
    apiTests(at),
    models(at),
    service(at),
  );
}

/** Asks for what was asked of the engine before this one, once it can be judged whether it is still to be done. */
const askAgain = ({ state$, decide: decideAtHead }: Loop, command: AppCommand): Observable<never> =>
  untilKnown(state$).pipe(
    tap(() => void decideAtHead((state) => decide(state, command))),
    ignoreElements(),
  );

function service({
  reach: { api, probe, controller },
  isRemote,
  events$,
  state,
  clock,
  looking$,
  turns,
}: At): Observable<AppEvent> {
  const hurry$ = ofType(events$, "service.start-requested", "service.restart-requested", "service.spawned");
  const machine = serviceMachine.provide({
    actors: {
      watch: fromEventObservable(() =>
        merge(watchService({ api, probe, clock, looking$, hurry$ }), controller.ended$),
      ),
      isInstalled: fromPromise(() => controller.isInstalled()),
      recognise: fromPromise(() => controller.recognise()),
      start: fromPromise(() => {
        const { downloads } = hostFacts(state());
        return controller.start({ keepsPartials: allDownloads(downloads).some(isWorthKeeping) });
      }),
      stop: fromPromise(async ({ input }) => {
        await turns.settled();
        if (input.process) await controller.stop(input.process);
      }),
      lastWords: fromPromise(({ input }) => controller.lastWords(input.process)),
    },
  });
  const cues$ = merge(
    ofType(events$, "service.start-requested").pipe(map(() => ({ type: "start" }) as const)),
    ofType(events$, "service.stop-requested").pipe(map(() => ({ type: "stop" }) as const)),
    ofType(events$, "service.restart-requested").pipe(map(() => ({ type: "restart" }) as const)),
    lookAgain(looking$, controller.changed$, clock).pipe(map(() => ({ type: "look-again" }) as const)),
  );
  return emittedBy(machine, { input: { isRemote }, clock, cues$ });
}

function models(at: At): Observable<AppEvent> {
  const { reach, endpoint, state, state$, events$, clock, looking$, describe } = at;
  const { api } = reach;
  const listed = (): readonly Model[] | undefined => modelsOf(state()).list?.models;
  const interrupted = Object.entries(hostReadings(state()).models.details).flatMap(([digest, { kind }]) =>
    kind === "asked" ? [undescribed(digest)] : [],
  );
  const running$ = state$.pipe(map((now) => isRunning(hostFacts(now).service)));
  const changed$ = ofType(
    events$,
    "models.refresh-requested",
    "operation.completed",
    "operation.failed",
    "download.completed",
    "test.completed",
  );
  return merge(
    from(interrupted),
    watchModels({ api, origin: originOf(endpoint), listed, clock, running$, looking$, changed$ }),
    ofType(events$, "models.describe-requested").pipe(
      mergeMap(({ model: name, digest }) => describe({ name, digest }).pipe(catchError(() => EMPTY))),
      ignoreElements(),
    ),
  );
}

const INTERRUPTED: Failure = { kind: "interrupted" };

const undescribed = (digest: string): ModelsEvent => ({
  type: "models.undescribed",
  digest,
  failure: INTERRUPTED,
});

function operations({
  reach: { api },
  endpoint,
  events$,
  state,
  state$,
  clock,
  describe,
}: At): Observable<AppEvent> {
  const ports = { api, describe, models: () => modelsOf(state()) };
  const machine = operationMachine.provide({
    actors: { perform: fromObservable(({ input }) => performOperation(ports, input.operation)) },
  });
  const perform = (operation: Operation): Observable<AppEvent> =>
    emittedBy(machine, { input: { operation }, clock });
  const takeUp = ({ origin: _origin, sinceMs, ...operation }: Ongoing): Observable<AppEvent> =>
    isFresh(sinceMs, clock)
      ? untilRunning(state$).pipe(switchMap(() => perform(operation)))
      : of<AppEvent>({ type: "operation.failed", operation, failure: INTERRUPTED });
  return merge(
    from(operationsAt(hostFacts(state()).operations, originOf(endpoint))).pipe(mergeMap(takeUp)),
    ofType(events$, "operation.requested").pipe(mergeMap(({ operation }) => perform(operation))),
  );
}

function apiTests({ reach, events$, state, clock, describe }: At): Observable<AppEvent> {
  const ports = { ...reach, clock, describe, models: () => modelsOf(state()) };
  const machine = apiTestMachine.provide({
    actors: { takeSteps: fromObservable(({ input }) => takeTestSteps(ports, input.model)) },
  });
  return ofType(events$, "test.requested").pipe(
    mergeMap(({ model }) => emittedBy(machine, { input: { model }, clock })),
  );
}
