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
import { answerEndpointOf, onlyDecides, quickestModel } from "../models/answer-endpoint.ts";
import type { LoadSettings } from "../models/load-settings.ts";
import { PortError, toFailure } from "../shared/failure.ts";
import type { Model } from "../models/models-events.ts";
import type { Models } from "../models/models.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { Describe } from "../models/describe-models.source.ts";

type TakeStepsPorts = Pick<HostPorts, "api" | "probe"> & {
  readonly clock: Clock;
  readonly models: () => Models;
  readonly describe: Describe;
  /** How a model is to be loaded. */
  readonly loadSettings: (model: ModelName) => LoadSettings;
};

/** Runs the steps of one API test. A failed step is a result, so the observable never fails. */
export const takeTestSteps = (
  ports: TakeStepsPorts,
  chosen: ModelName | undefined,
): Observable<WithoutHost<ApiTestEvent>> =>
  stepsOf(ports, chosen).pipe(
    map((step): WithoutHost<ApiTestEvent> => ({ type: "test.stepped", step })),
    endWith<WithoutHost<ApiTestEvent>>({ type: "test.completed" }),
  );

/** Is it reachable, does it report its version, does a model answer? The first failure ends the test. */
function stepsOf(ports: TakeStepsPorts, chosen: ModelName | undefined): Observable<TestStep> {
  const { api, probe, clock } = ports;

  /** Measures the time of a step, and turns a failure into its result. */
  const timeStep = (
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

  const reach$ = timeStep("reach", () =>
    probe.hold().pipe(
      take(1),
      map(() => (tookMs: number): TestStep => ({ step: "reach", outcome: "passed", tookMs })),
    ),
  );
  const version$ = timeStep("version", () =>
    api.version().pipe(
      map(({ version }) => (tookMs: number): TestStep => ({
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
        ? timeStep("answer", () => ask(ports, model))
        : of<TestStep>({ step: "answer", outcome: "skipped", why: "no-model" }),
    ),
    catchError((error: unknown) =>
      of<TestStep>({ step: "answer", outcome: "failed", tookMs: 0, failure: toFailure(error) }),
    ),
  );
  return concat(reach$, version$, answer$).pipe(takeWhile(({ outcome }) => outcome !== "failed", true));
}

/** Reads the list again: the remembered one may contain a deleted model. */
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

function ask(
  { api, describe, loadSettings }: TakeStepsPorts,
  model: Model,
): Observable<(tookMs: number) => TestStep> {
  const { name } = model;
  return describe(model).pipe(
    switchMap((details) => {
      if (onlyDecides(model, details))
        return of((): TestStep => ({ step: "answer", outcome: "skipped", why: "only-decides", model: name }));
      const by = answerEndpointOf(model, details);
      return api.ask(name, by, loadSettings(name)).pipe(
        map((answer) => (tookMs: number): TestStep => ({
          step: "answer",
          outcome: "passed",
          tookMs,
          model: name,
          by,
          answer,
        })),
      );
    }),
  );
}
