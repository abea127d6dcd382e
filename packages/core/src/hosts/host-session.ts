import {
  catchError,
  combineLatest,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  lastValueFrom,
  map,
  merge,
  mergeMap,
  of,
  share,
  shareReplay,
  skipWhile,
  startWith,
  switchMap,
  take,
  tap,
  type Observable,
} from "rxjs";
import { fromEventObservable, fromPromise } from "xstate";
import { takeTestSteps } from "../api-test/test-steps.source.ts";
import type { Ports } from "../app/app.port.ts";
import type { AppEvent } from "../app/events.ts";
import { hostLoop, type HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType, type Loop } from "../app/loop.ts";
import { isFresh, mayStillConvert, unfinishedCommand, untilKnown, untilRunning } from "../app/resume.ts";
import { runMachine } from "../app/run-machine.ts";
import type { HostCommand } from "../app/state.ts";
import { runDownloads } from "../downloads/downloads-session.ts";
import { allDownloads, isUnderWay, isWorthKeeping } from "../downloads/downloads.ts";
import { watchPullPermission, type PullPermission } from "../downloads/pull-permission.source.ts";
import { createPullScheduler, type PullScheduler } from "../downloads/pull-scheduler.source.ts";
import { pullsWritten } from "../downloads/until-written.source.ts";
import { askedLists } from "../models/asked-lists.source.ts";
import { withDescriber, type Describe } from "../models/describe-models.source.ts";
import { folderFinder, type FolderFinder } from "../models/folder-session.ts";
import type { Ongoing, Operation } from "../models/operations.ts";
import { isBeingConverted, performOperation } from "../models/perform-operation.source.ts";
import type { ModelSign } from "../models/log-signs.ts";
import type { ModelList } from "../models/models.ts";
import { watchModels } from "../models/watch-models.source.ts";
import { watchSigns } from "../models/watch-signs.source.ts";
import { weighModels } from "../models/weigh-models.source.ts";
import { ownerOf } from "../service/owner.ts";
import { serviceMachine } from "../service/service.machine.ts";
import { isRunning, rememberedOf, versionOf } from "../service/service.ts";
import { watchAddress } from "../service/watch-address.source.ts";
import { watchInstalled } from "../service/watch-installed.source.ts";
import { watchService } from "../service/watch-service.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Failure } from "../shared/failure.ts";
import type { Logger } from "../shared/logger.port.ts";
import { runUpdates } from "../updates/updates-session.ts";
import { isLookedAt } from "../windows/windows.ts";
import type { Target } from "./host.port.ts";
import { atHost, hostIdOf, misconfiguredHostId, type WithoutHost } from "./host.ts";

type SessionEvent = WithoutHost<HostEvent>;
type HostTarget = Extract<Target, { kind: "host" }>;
type Common = {
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  readonly preferences$: Ports["preferences$"];
  readonly logger: Logger;
};
type Session = HostTarget &
  HostLoop &
  Common & {
    readonly describe: Describe;
    readonly pullScheduler: PullScheduler;
    /** The models folder, if it is within reach. */
    readonly folder: FolderFinder;
    readonly asked: ReturnType<typeof askedLists>;
  };

/** Runs a session for the watched host, and emits its events. A new target ends the session of the last one. */
export const watchHosts = (
  { target$, clock, preferences$, logger }: Ports,
  loop: Loop,
): Observable<AppEvent> => {
  const looking$ = loop.state$.pipe(
    map(({ readings }) => isLookedAt(readings.windows)),
    distinctUntilChanged(),
  );
  return target$.pipe(
    switchMap((target) => {
      if (target.kind === "misconfigured") {
        const { setting, text, problem } = target;
        const host = misconfiguredHostId(setting);
        return of<AppEvent>({ type: "service.misconfigured", host, setting, text, problem });
      }
      const host = hostIdOf(target.endpoint);
      const common = { looking$, clock, preferences$, logger };
      return runHost(target, hostLoop(loop, host), common).pipe(map(atHost(host)));
    }),
  );
};

/**
 * Runs the machines and sources of one host on the recorded events. Only the sessions turn ports into actors, and send
 * events to machines.
 */
function runHost(target: HostTarget, earlier: HostLoop, common: Common): Observable<SessionEvent> {
  const { clock } = common;
  const { endpoint, isRemote, isDemo } = target;
  const loop = sinceItIsWatched(earlier);
  const pullScheduler = createPullScheduler(clock);
  const { service: last } = earlier.facts();
  const unfinished = unfinishedCommand(last, clock);
  const remembered = rememberedOf(last, { isRemote, isDemo });
  return merge(
    of<SessionEvent>({
      type: "service.pointed",
      endpoint,
      isRemote,
      isDemo,
      ...(remembered && { remembered }),
    }),
    unfinished ? requestAgain(loop, unfinished) : EMPTY,
    withDescriber(target.hostPorts.api, loop.models, (describe) => {
      const folder = folderFinder({
        ...loop,
        files: target.hostPorts.files,
        describe,
        logger: common.logger,
      });
      const asked = askedLists(target.hostPorts.api);
      const session: Session = { ...target, ...loop, ...common, describe, pullScheduler, folder, asked };
      return merge<SessionEvent[]>(
        pullPermission(session),
        runDownloads(session),
        runUpdates(session),
        operations(session),
        apiTests(session),
        models(session),
        service(session),
      );
    }),
  );
}

/** The same loop, without the facts of an earlier session: `facts$` begins when this one is recorded. */
function sinceItIsWatched(loop: HostLoop): HostLoop {
  const { targetSeq } = loop.facts().service;
  return { ...loop, facts$: loop.facts$.pipe(skipWhile(({ service }) => service.targetSeq === targetSeq)) };
}

/** Repeats the unfinished command of the previous leader, once the situation is known. */
const requestAgain = ({ facts$, decide }: HostLoop, command: WithoutHost<HostCommand>): Observable<never> =>
  untilKnown(facts$).pipe(
    switchMap(() => decide(command)),
    ignoreElements(),
  );

/** Lets the scheduler pull only while this leader may, and tells the windows where it may not. */
function pullPermission(session: Session): Observable<SessionEvent> {
  const { hostPorts, facts$, readings, clock, preferences$, pullScheduler } = session;
  const downloads$ = facts$.pipe(map(({ downloads }) => downloads));
  const permission$ = watchPullPermission({ pullLock: hostPorts.pullLock, downloads$, clock }).pipe(
    startWith<PullPermission>("not-needed"),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  return merge(
    combineLatest([preferences$, permission$]).pipe(
      tap(([{ parallelDownloads }, permission]) =>
        pullScheduler.allow(permission === "granted" ? parallelDownloads : 0),
      ),
      ignoreElements(),
    ),
    permission$.pipe(
      map((permission) => permission === "elsewhere"),
      filter((isElsewhere) => isElsewhere !== readings().isPullingElsewhere),
      map((isElsewhere): SessionEvent => ({ type: "pulls.elsewhere", isElsewhere })),
    ),
  );
}

function service({
  hostPorts: { api, probe, owner },
  isRemote,
  events$,
  facts,
  facts$,
  clock,
  looking$,
  pullScheduler,
  folder,
  inspection,
  asked,
}: Session): Observable<SessionEvent> {
  const { unanswered$ } = asked;
  const ownStart$ = ofType(
    events$,
    "service.start-requested",
    "service.restart-requested",
    "service.spawned",
  );
  const awaited$ = facts$.pipe(
    map(({ downloads }) => allDownloads(downloads).some(isUnderWay)),
    startWith(false),
    distinctUntilChanged(),
  );
  /** A process of ours is Ollama, whatever it answers. */
  const unlisted$ = ofType(events$, "models.unread").pipe(
    filter(() => facts().service.process === undefined),
    map(({ failure }) => failure),
  );
  const machine = serviceMachine.provide({
    actors: {
      watch: fromEventObservable(() =>
        merge(
          watchService({ api, probe, clock, looking$, awaited$, ownStart$, unlisted$, unanswered$ }),
          owner.ended$,
        ),
      ),
      findProgram: fromPromise(() => owner.findProgram()),
      recognise: fromPromise(() => owner.recognise()),
      start: fromPromise(() =>
        owner.start({ keepsPartials: allDownloads(facts().downloads).some(isWorthKeeping) }),
      ),
      watchAddress: fromEventObservable(() => watchAddress(owner, clock)),
      stop: fromPromise(async ({ input }) => {
        await lastValueFrom(pullsWritten({ pullScheduler, folder, clock }), { defaultValue: undefined });
        if (input.process) await owner.stop(input.process);
      }),
      lastOutput: fromPromise(({ input }) => owner.lastOutput(input.pid)),
    },
  });
  const machineEvents$ = merge(
    ofType(events$, "service.start-requested").pipe(map(() => ({ type: "start" }) as const)),
    ofType(events$, "service.stop-requested").pipe(map(() => ({ type: "stop" }) as const)),
    ofType(events$, "service.restart-requested").pipe(map(() => ({ type: "restart" }) as const)),
    watchInstalled(looking$, owner.changed$, clock).pipe(map(() => ({ type: "look-again" }) as const)),
  );
  return runMachine(machine, { input: { isRemote }, clock, events$: machineEvents$, inspection });
}

function models(session: Session): Observable<SessionEvent> {
  const { facts$, readings, events$, clock, looking$, describe, asked } = session;
  const known = (): ModelList | undefined => readings().models.list;
  const interrupted = Object.entries(readings().models.details).flatMap(([key, { kind }]) =>
    kind === "asked" ? [undescribed(key)] : [],
  );
  const running$ = facts$.pipe(map((facts) => isRunning(facts.service)));
  const changed$ = ofType(
    events$,
    "models.refresh-requested",
    "operation.completed",
    "operation.failed",
    "download.completed",
    "test.completed",
  );
  const signs$ = signsOf(session).pipe(share());
  return merge(
    from(interrupted),
    signs$.pipe(ignoreElements()), // also watched while nothing reads the lists
    watchModels({ api: asked.lists, known, clock, running$, looking$, changed$, signs$ }),
    weighModels({
      folder: () => session.folder({ mayAsk: false }),
      version: () => versionOf(session.facts().service),
      known: () => readings().models.spare,
      changed$: merge(
        ofType(events$, "models.confirmed").pipe(take(1)), // the folder may have changed before this session
        ofType(events$, "models.listed", "models.described", "operation.completed"),
      ),
      clock,
      logger: session.logger,
    }),
    // A key is a digest, or else the name, which does not look like one.
    ofType(events$, "models.describe-requested").pipe(
      mergeMap(({ model: name, key }) => describe({ name, digest: key }).pipe(catchError(() => EMPTY))),
      ignoreElements(),
    ),
  );
}

function signsOf({ hostPorts, facts$, events$, ...session }: Session): Observable<ModelSign> {
  const { signs } = hostPorts;
  if (!signs) return EMPTY;
  return watchSigns({
    ...session,
    signs,
    isOurs$: facts$.pipe(map(({ service }) => ownerOf(service).kind === "process")),
    listed$: ofType(events$, "models.listed", "models.confirmed"),
    described$: ofType(events$, "models.described"),
  });
}

const INTERRUPTED: Failure = { kind: "interrupted" };

const undescribed = (key: string): SessionEvent => ({
  type: "models.undescribed",
  key,
  failure: INTERRUPTED,
});

function operations({
  hostPorts: { api, owner },
  events$,
  facts,
  facts$,
  models: known,
  clock,
  describe,
}: Session): Observable<SessionEvent> {
  const perform = (operation: Operation): Observable<SessionEvent> =>
    performOperation({ api, owner, clock, describe, models: known }, operation);
  // Ollama goes on with a conversion that no window waits for.
  const mayResume = async ({ sinceMs, isConverting = false, model }: Ongoing): Promise<boolean> =>
    isFresh(sinceMs, clock) ||
    (isConverting && (mayStillConvert(sinceMs, clock) || (await isBeingConverted(owner, model))));
  const resume = (ongoing: Ongoing): Observable<SessionEvent> => {
    const { sinceMs: _, isConverting: _flag, ...operation } = ongoing;
    return from(mayResume(ongoing)).pipe(
      switchMap((isResumed) =>
        isResumed
          ? untilRunning(facts$).pipe(switchMap(() => perform(operation)))
          : of<SessionEvent>({ type: "operation.failed", operation, failure: INTERRUPTED }),
      ),
    );
  };
  return merge(
    from(facts().operations).pipe(mergeMap(resume)),
    ofType(events$, "operation.requested").pipe(mergeMap(({ operation }) => perform(operation))),
  );
}

function apiTests({ hostPorts, events$, models: known, clock, describe }: Session): Observable<SessionEvent> {
  const ports = { ...hostPorts, clock, describe, models: known };
  return ofType(events$, "test.requested").pipe(mergeMap(({ model }) => takeTestSteps(ports, model)));
}
