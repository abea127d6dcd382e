import {
  catchError,
  concat,
  defer,
  endWith,
  map,
  of,
  switchMap,
  take,
  takeWhile,
  type Observable,
} from "rxjs";
import type { ApiTestEvent, TestStep, TestStepName } from "./api-test.ts";
import { answerEndpointOf, quickestModel } from "../models/answer-endpoint.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import type { Model } from "../models/models-events.ts";
import type { Models } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Describe } from "../models/describe-models.source.ts";

/** What a test needs of the host, and of what is known already. */
export type TakeStepsPorts = Pick<HostPorts, "api" | "probe"> & {
  readonly clock: Clock;
  readonly models: () => Models;
  readonly describe: Describe;
};

/** Takes one test of the API through its steps. A step that fails is a result, so the test itself cannot. */
export const takeTestSteps = (
  ports: TakeStepsPorts,
  chosen: ModelName | undefined,
): Observable<WithoutHost<ApiTestEvent>> =>
  stepsOf(ports, chosen).pipe(
    map((step): WithoutHost<ApiTestEvent> => ({ type: "test.stepped", step })),
    endWith<WithoutHost<ApiTestEvent>>({ type: "test.completed" }),
  );

/** Can it be reached, does it say its version, does a model answer? The first failure ends the test. */
function stepsOf(ports: TakeStepsPorts, chosen: ModelName | undefined): Observable<TestStep> {
  const { api, probe, clock } = ports;

  /** Times a step, and makes a failure its result. */
  const timed = (
    step: TestStepName,
    work: () => Observable<(tookMs: number) => TestStep>,
  ): Observable<TestStep> =>
    defer(() => {
      const startedAtMs = clock.now();
      const tookMs = (): number => clock.now() - startedAtMs;
      return defer(work).pipe(
        map((result) => result(tookMs())),
        catchError((error: unknown) =>
          of<TestStep>({ step, outcome: "failed", tookMs: tookMs(), failure: toFailure(error) }),
        ),
      );
    });

  const reach$ = timed("reach", () =>
    probe.hold().pipe(
      take(1),
      map(() => (tookMs: number): TestStep => ({ step: "reach", outcome: "passed", tookMs })),
    ),
  );
  const version$ = timed("version", () =>
    api.version().pipe(
      map((version) => (tookMs: number): TestStep => ({
        step: "version",
        outcome: "passed",
        tookMs,
        version,
      })),
    ),
  );
  const answer$ = defer(() => modelToAsk(ports, chosen)).pipe(
    switchMap((model) =>
      model
        ? timed("answer", () => ask(ports, model))
        : of<TestStep>({ step: "answer", outcome: "skipped", why: "no-model" }),
    ),
    catchError((error: unknown) =>
      of<TestStep>({ step: "answer", outcome: "failed", tookMs: 0, failure: toFailure(error) }),
    ),
  );
  return concat(reach$, version$, answer$).pipe(takeWhile(({ outcome }) => outcome !== "failed", true));
}

/** Asked anew: a list that is remembered may name a model that is gone. */
function modelToAsk(
  { api, models }: TakeStepsPorts,
  chosen: ModelName | undefined,
): Observable<Model | undefined> {
  return api.list().pipe(
    map((list) => {
      if (!chosen) return quickestModel(list, models().loaded);
      const model = list.find(({ name }) => isSameModel(name, chosen));
      if (!model) throw new PortError({ kind: "no-such-model" });
      return model;
    }),
  );
}

function ask({ api, describe }: TakeStepsPorts, model: Model): Observable<(tookMs: number) => TestStep> {
  return describe(model).pipe(
    map((details) => answerEndpointOf(model, details)),
    switchMap((by) =>
      api.ask(model.name, by).pipe(
        map((answer) => (tookMs: number): TestStep => ({
          step: "answer",
          outcome: "passed",
          tookMs,
          model: model.name,
          by,
          answer,
        })),
      ),
    ),
  );
}
