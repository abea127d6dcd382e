import { catchError, concat, defer, map, of, switchMap, take, takeWhile, type Observable } from "rxjs";
import type { TestStep, TestStepName } from "./api-test.ts";
import { answerEndpointOf, quickestModel } from "../models/answer-endpoint.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import type { Model, Models } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Describer } from "../models/describe-models.source.ts";

/** What a test needs of the host, and of what is known already. */
export type TakeStepsPorts = Pick<HostPorts, "api" | "probe"> & {
  readonly clock: Clock;
  readonly models: () => Models;
  readonly describe: Describer["describe"];
};

/** Can it be reached, does it say its version, does a model answer? The first failure ends the test. */
export function takeTestSteps(ports: TakeStepsPorts, chosen: ModelName | undefined): Observable<TestStep> {
  const { api, probe, clock } = ports;

  /** Times a step, and makes a failure its result. */
  const timed = (step: TestStepName, work$: Observable<(tookMs: number) => TestStep>): Observable<TestStep> =>
    defer(() => {
      const startedAtMs = clock.now();
      const tookMs = (): number => clock.now() - startedAtMs;
      return work$.pipe(
        map((result) => result(tookMs())),
        catchError((error: unknown) =>
          of<TestStep>({ step, outcome: "failed", tookMs: tookMs(), failure: toFailure(error) }),
        ),
      );
    });

  const reach$ = probe.hold().pipe(
    take(1),
    map(() => (tookMs: number): TestStep => ({ step: "reach", outcome: "passed", tookMs })),
  );
  const version$ = api.version().pipe(
    map((version) => (tookMs: number): TestStep => ({ step: "version", outcome: "passed", tookMs, version })),
  );
  const answer$ = modelToAsk(ports, chosen).pipe(
    switchMap((model) =>
      model
        ? timed("answer", ask(ports, model))
        : of<TestStep>({ step: "answer", outcome: "skipped", why: "no-model" }),
    ),
    catchError((error: unknown) =>
      of<TestStep>({ step: "answer", outcome: "failed", tookMs: 0, failure: toFailure(error) }),
    ),
  );
  return concat(timed("reach", reach$), timed("version", version$), answer$).pipe(
    takeWhile(({ outcome }) => outcome !== "failed", true),
  );
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
