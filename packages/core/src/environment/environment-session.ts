import {
  combineLatest,
  distinctUntilChanged,
  filter,
  map,
  merge,
  withLatestFrom,
  type Observable,
} from "rxjs";
import type { Preferences } from "../app/app.port.ts";
import type { HostFacts } from "../app/host-state.ts";
import type { HostLoop } from "../app/host-loop.ts";
import { ofType } from "../app/loop.ts";
import type { Endpoint } from "../hosts/endpoint.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { isRunning } from "../service/service.ts";
import { ourProcess } from "../service/owner.ts";
import { isSameJson } from "../shared/same-json.ts";
import { checkEnvironment } from "./check-environment.ts";
import type { EnvironmentEvent, StartedWith } from "./environment-events.ts";
import { differingNames, rememberedVariables, type RememberedVariables } from "./remembered-variables.ts";
import { isSameStart, isStartedWith } from "./started-with.ts";

type Session = Pick<HostLoop, "events$" | "facts" | "facts$"> & {
  readonly endpoint: Endpoint;
  readonly isRemote: boolean;
  readonly preferences$: Observable<Preferences>;
  /** The last processes of ours, of all hosts. */
  readonly startedAnywhere: () => readonly StartedWith[];
};

/** Remembers with which variables our service was started, and tells when the settings name others, or wrong ones. */
export function runEnvironment(session: Session): Observable<WithoutHost<EnvironmentEvent>> {
  const { endpoint, preferences$, events$, facts, facts$, startedAnywhere } = session;
  const variables$ = preferences$.pipe(
    map(({ serviceEnvironment }) => rememberedVariables(serviceEnvironment, endpoint)),
    distinctUntilChanged(isSameJson),
  );
  const startedWith$ = ofType(events$, "service.spawned").pipe(
    filter(({ process }) => !isSameStart(facts().startedWith?.process, process)),
    withLatestFrom(variables$),
    map(([{ process }, variables]) => ({ type: "environment.started-with", process, variables }) as const),
  );
  // A process that was started for one address of this machine may answer at another one, which is watched next.
  const startedBefore$ = facts$.pipe(
    map(({ service, startedWith }) => ({ process: ourProcess(service.owner), startedWith })),
    filter(
      ({ process, startedWith }) => process !== undefined && !isSameStart(startedWith?.process, process),
    ),
    map(({ process }) => startedAnywhere().find((started) => isSameStart(started.process, process))),
    filter((started) => started !== undefined),
    map(({ process, variables }) => ({ type: "environment.started-with", process, variables }) as const),
  );
  const differs$ = combineLatest([variables$, facts$]).pipe(
    map(([variables, now]) => differing(now, variables)),
    distinctUntilChanged(isSameJson),
    filter((names) => !isSameJson(names, facts().environmentDiffers?.names ?? [])),
    map((names) => ({ type: "environment.differs", names }) as const),
  );
  const checked$ = preferences$.pipe(
    map(({ serviceEnvironment: environment, notTextVariables: notTexts = [] }) =>
      session.isRemote ? [] : checkEnvironment({ environment, notTexts }, endpoint),
    ),
    distinctUntilChanged(isSameJson),
    filter((problems) => !isSameJson(problems, facts().environmentChecked?.problems ?? [])),
    map((problems) => ({ type: "environment.checked", problems }) as const),
  );
  return merge(startedWith$, startedBefore$, differs$, checked$);
}

function differing({ service, startedWith }: HostFacts, variables: RememberedVariables): readonly string[] {
  return isStartedWith(startedWith, service.owner) && isRunning(service)
    ? differingNames(startedWith.variables, variables)
    : [];
}
