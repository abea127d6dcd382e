import { filter, map, merge, mergeMap, Subject, switchMap, of, type Observable } from "rxjs";
import { fromEventObservable, fromObservable, fromPromise } from "xstate";
import type { AppEvent, AppState } from "../domain/domain.ts";
import { originOf } from "../domain/endpoint.ts";
import type { ModelsEvent } from "../domain/models.ts";
import { isRunning } from "../domain/service.ts";
import type { Clock } from "../ports/clock.ts";
import type { Ports, Target } from "../ports/ports.ts";
import { describeModels } from "../sources/describe-models.ts";
import { watchModels } from "../sources/watch-models.ts";
import { watchPull } from "../sources/watch-pull.ts";
import { watchService } from "../sources/watch-service.ts";
import { takeTestSteps } from "./api-test-steps.ts";
import { apiTestMachine } from "./api-test.machine.ts";
import { createDescribe, type Describe } from "./describe.ts";
import { downloadMachine } from "./download.machine.ts";
import { emittedBy } from "./emitted-by.ts";
import { operationMachine } from "./operation.machine.ts";
import { performOperation } from "./perform-operation.ts";
import { serviceMachine } from "./service.machine.ts";

/** The log as machines and sources see it. */
export type Loop = {
  readonly state: () => AppState;
  readonly state$: Observable<AppState>;
  readonly events$: Observable<AppEvent>;
};

type Host = Extract<Target, { kind: "host" }>;
type At = Host &
  Loop & { readonly clock: Clock; readonly looking$: Observable<boolean>; readonly describe: Describe };

/**
 * Sets machines and sources to work on what has been decided, and emits their events. This is the only file in which
 * ports become actors, and in which events start, steer or stop a machine. Another target ends the work on the last one.
 */
export const runMachines = ({ target$, looking$, clock }: Ports, loop: Loop): Observable<AppEvent> =>
  target$.pipe(
    switchMap((target) => {
      if (target.kind === "misconfigured") {
        const { setting, text, problem } = target;
        return of<AppEvent>({ type: "service.misconfigured", setting, text, problem });
      }
      return atHost(target, loop, { looking$, clock });
    }),
  );

function atHost(
  target: Host,
  loop: Loop,
  { looking$, clock }: Pick<Ports, "looking$" | "clock">,
): Observable<AppEvent> {
  const described$ = new Subject<ModelsEvent>();
  const describe = createDescribe(
    target.reach.api,
    () => loop.state().readings.models,
    (event) => described$.next(event),
  );
  const { endpoint, isRemote, isDemo } = target;
  const at: At = { ...target, ...loop, looking$, clock, describe };
  return merge(
    of<AppEvent>({ type: "service.pointed", endpoint, isRemote, isDemo }),
    described$,
    downloads(at),
    operations(at),
    apiTests(at),
    models(at),
    service(at),
  );
}

function service({
  reach: { api, probe, controller },
  isRemote,
  events$,
  clock,
  looking$,
}: At): Observable<AppEvent> {
  const hurry$ = ofType(events$, "service.start-requested", "service.restart-requested", "service.spawned");
  const machine = serviceMachine.provide({
    actors: {
      watch: fromEventObservable(() => watchService({ api, probe, clock, looking$, hurry$ })),
      isInstalled: fromPromise(() => controller.isInstalled()),
      recognise: fromPromise(() => controller.recognise()),
      start: fromEventObservable(() => controller.start()),
      stop: fromPromise(async ({ input }) => {
        if (input.process) await controller.stop(input.process);
      }),
      lastWords: fromPromise(({ input }) => controller.lastWords(input.process)),
    },
  });
  const cues$ = merge(
    ofType(events$, "service.start-requested").pipe(map(() => ({ type: "start" }) as const)),
    ofType(events$, "service.stop-requested").pipe(map(() => ({ type: "stop" }) as const)),
    ofType(events$, "service.restart-requested").pipe(map(() => ({ type: "restart" }) as const)),
    looking$.pipe(
      filter(Boolean),
      map(() => ({ type: "look-again" }) as const),
    ),
  );
  return emittedBy(machine, { input: { isRemote }, clock, cues$ });
}

function models({ reach: { api }, endpoint, state$, events$, clock, looking$ }: At): Observable<AppEvent> {
  const running$ = state$.pipe(map(({ facts }) => isRunning(facts.service)));
  const changed$ = ofType(
    events$,
    "models.refresh-requested",
    "operation.completed",
    "operation.failed",
    "download.completed",
    "test.completed",
  );
  return merge(
    watchModels({ api, origin: originOf(endpoint), clock, running$, looking$, changed$ }),
    describeModels(api, ofType(events$, "models.describe-requested")),
  );
}

function operations({ reach: { api }, events$, state, clock, describe }: At): Observable<AppEvent> {
  const ports = { api, describe, models: () => state().readings.models };
  const machine = operationMachine.provide({
    actors: { perform: fromObservable(({ input }) => performOperation(ports, input.operation)) },
  });
  return ofType(events$, "operation.requested").pipe(
    mergeMap(({ operation }) => emittedBy(machine, { input: { operation }, clock })),
  );
}

function apiTests({ reach, events$, state, clock, describe }: At): Observable<AppEvent> {
  const ports = { ...reach, clock, describe, models: () => state().readings.models };
  const machine = apiTestMachine.provide({
    actors: { takeSteps: fromObservable(({ input }) => takeTestSteps(ports, input.model)) },
  });
  return ofType(events$, "test.requested").pipe(
    mergeMap(({ model }) => emittedBy(machine, { input: { model }, clock })),
  );
}

function downloads({ reach, events$, clock }: At): Observable<AppEvent> {
  const machine = downloadMachine.provide({
    actors: { pull: fromObservable(({ input }) => watchPull({ ...reach, clock }, input.model)) },
  });
  return ofType(events$, "download.requested").pipe(
    mergeMap(({ id, model }) => {
      const cues$ = ofType(events$, "download.cancel-requested").pipe(
        filter((event) => event.id === id),
        map(() => ({ type: "cancel" }) as const),
      );
      return emittedBy(machine, { input: { id, model }, clock, cues$ });
    }),
  );
}

const ofType = <Type extends AppEvent["type"]>(
  events$: Observable<AppEvent>,
  ...types: readonly Type[]
): Observable<Extract<AppEvent, { readonly type: Type }>> =>
  events$.pipe(
    filter((event): event is Extract<AppEvent, { readonly type: Type }> =>
      types.some((type) => type === event.type),
    ),
  );
