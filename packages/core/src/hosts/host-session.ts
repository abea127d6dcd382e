import {
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  skipWhile,
  switchMap,
  type Observable,
} from "rxjs";
import { takeTestSteps } from "../api-test/test-steps.source.ts";
import type { Ports } from "../app/app.port.ts";
import type { AppEvent } from "../app/events.ts";
import { hostLoop, type HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType, type Loop } from "../app/loop.ts";
import { unfinishedCommand, untilSeen } from "../app/resume.ts";
import type { HostCommand } from "../app/state.ts";
import { runDownloads } from "../downloads/downloads-session.ts";
import { runPullPermission } from "../downloads/pull-permission-session.ts";
import { createPullScheduler, type PullScheduler } from "../downloads/pull-scheduler.source.ts";
import { askedLists, type AskedLists } from "../models/asked-lists.source.ts";
import { withDescriber, type Describe } from "../models/describe-models.source.ts";
import { folderFinder, type FolderFinder } from "../models/folder-session.ts";
import type { StartedWith } from "../environment/environment-events.ts";
import { runEnvironment } from "../environment/environment-session.ts";
import { runPortHolder } from "../service/port-holder-session.ts";
import { runFit } from "../fit/fit-session.ts";
import { loadSettingsReader } from "../models/load-settings.ts";
import { runLoading } from "../models/loading-session.ts";
import { runOperations } from "../models/operations-session.ts";
import { runModels } from "../models/models-session.ts";
import { runOrphans } from "../orphans/orphans-session.ts";
import { runServerProcess } from "../service/server-process-session.ts";
import { runService } from "../service/service-session.ts";
import { rememberedOf } from "../service/remembered-service.ts";
import { versionOf } from "../service/service.ts";
import type { SourceFolder } from "../sending/read-source.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import { runUpdates } from "../updates/updates-session.ts";
import { isLookedAt, isShownBy } from "../windows/windows.ts";
import { chosenAmong, type WatchedHosts } from "./watched-hosts.ts";
import { runWhileListed } from "../shared/run-while-listed.source.ts";
import { isSameJson } from "../shared/same-json.ts";
import { idOf, type NamedTarget, type Target } from "./host.port.ts";
import { atHost, type HostId, type WithoutHost } from "./host.ts";

type SessionEvent = WithoutHost<HostEvent>;
type HostTarget = Extract<Target, { kind: "host" }>;
type Common = {
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  /** Emits when a window that shows this host needs something from the leader. */
  readonly attended$: Observable<unknown>;
  readonly isShown: () => boolean;
  readonly preferences$: Ports["preferences$"];
  readonly logger: Logger;
  /** The models folders of all hosts that are watched, if they can be read from here. */
  readonly sources: Map<HostId, () => Promise<SourceFolder | undefined>>;
  readonly modelFiles: Ports["modelFiles"];
  /** Says that other hosts are watched too. */
  readonly amongOthers: { readonly isAmongOthers?: true };
  /** The last processes of ours, of all hosts. */
  readonly startedAnywhere: () => readonly StartedWith[];
};
type Session = HostTarget &
  HostLoop &
  Common & {
    readonly describe: Describe;
    readonly pullScheduler: PullScheduler;
    /** The models folder, if it is within reach. */
    readonly folder: FolderFinder;
    readonly sourceAt: (host: HostId) => Promise<SourceFolder | undefined>;
    readonly asked: AskedLists;
  };

/** Runs a session for each host, and emits their events. */
export const watchHosts = (ports: Ports, loop: Loop): Observable<AppEvent> =>
  defer(() => {
    const sources: Common["sources"] = new Map();
    return runWhileListed<NamedTarget, AppEvent>(ports.targets$, {
      keyOf: ({ target }) => target,
      announce(targets, isBegun) {
        const hosts = watchedHosts(targets);
        const isSaid = isSameJson(hosts, loop.state().facts.watched);
        const sayThemselves = isAlone(targets) && !targets.some(isBegun);
        return isSaid || sayThemselves ? [] : [{ type: "hosts.watched", hosts }];
      },
      run: ({ target }, targets) => watchHost(target, isAlone(targets), { ...ports, sources }, loop),
    });
  });

/** A host that is watched alone needs no list: its session says so. */
const isAlone = (targets: readonly NamedTarget[]): boolean =>
  targets.length === 1 && targets[0]?.name === undefined;

const watchedHosts = (targets: readonly NamedTarget[]): WatchedHosts =>
  targets.map(({ name, target }) => ({ host: idOf(target), ...(name !== undefined && { name }) }));

function watchHost(
  target: Target,
  isWatchedAlone: boolean,
  { clock, preferences$, logger, modelFiles, sources }: Ports & Pick<Common, "sources">,
  loop: Loop,
): Observable<AppEvent> {
  const host = idOf(target);
  const amongOthers = isWatchedAlone ? {} : ({ isAmongOthers: true } as const);
  if (target.kind === "misconfigured") {
    const { setting, text, problem } = target;
    return of({ type: "service.misconfigured", host, setting, text, problem, ...amongOthers });
  }
  const looking$ = loop.state$.pipe(
    map(({ readings, facts }) => isLookedAt(readings.windows, facts.watched, host)),
    distinctUntilChanged(),
  );
  const startedAnywhere = () =>
    Object.values(loop.state().facts.hosts).flatMap(({ startedWith }) => startedWith ?? []);
  const attended$ = ofType(loop.events$, "window.attended").pipe(
    filter(
      ({ attention, shows }) =>
        attention !== "none" && chosenAmong(loop.state().facts.watched, shows) === host,
    ),
  );
  const isShown = () => {
    const { facts, readings } = loop.state();
    return isShownBy(readings.windows, facts.watched, host);
  };
  const common = {
    looking$,
    attended$,
    isShown,
    clock,
    preferences$,
    logger,
    modelFiles,
    amongOthers,
    startedAnywhere,
    sources,
  };
  return runHost(target, hostLoop(loop, host), common).pipe(map(atHost(host)));
}

/**
 * Runs the machines and sources of one host on the recorded events. Only the sessions turn ports into actors, and send
 * events to machines.
 */
function runHost(target: HostTarget, earlier: HostLoop, common: Common): Observable<SessionEvent> {
  const { clock, sources } = common;
  const { endpoint, isRemote, isDemo, chosenOwner } = target;
  const loop = sinceItIsWatched(earlier);
  const pullScheduler = createPullScheduler(clock);
  const { service: last } = earlier.facts();
  const unfinished = unfinishedCommand(last, clock);
  const about = { isRemote, isDemo, ...(chosenOwner && { chosenOwner }) };
  const remembered = rememberedOf(last, about);
  return merge(
    of<SessionEvent>({
      type: "service.pointed",
      endpoint,
      ...about,
      ...common.amongOthers,
      ...(remembered && { remembered }),
    }),
    unfinished ? requestAgain(loop, unfinished, clock) : EMPTY,
    withDescriber(target.hostPorts.api, loop.models, (describe) => {
      const folder = folderFinder({
        ...loop,
        files: target.hostPorts.files,
        describe,
        logger: common.logger,
      });
      sources.set(loop.host, async () => {
        const found = await folder();
        return found && { folder: found, version: versionOf(loop.facts().service) };
      });
      const sourceAt: Session["sourceAt"] = async (host) => sources.get(host)?.();
      const asked = askedLists(target.hostPorts.api);
      const session: Session = {
        ...target,
        ...loop,
        ...common,
        describe,
        pullScheduler,
        folder,
        sourceAt,
        asked,
      };
      return merge<SessionEvent[]>(
        runPullPermission(session),
        runDownloads(session),
        runUpdates(session),
        runOperations(session),
        apiTests(session),
        runModels(session),
        runFit(session),
        runLoading(session),
        runOrphans(session),
        runService(session),
        runServerProcess(target.hostPorts.servers, session),
        runPortHolder(target.hostPorts.holders, session),
        runEnvironment(session),
      ).pipe(finalize(() => sources.delete(loop.host)));
    }),
  );
}

/** The same loop, without the facts of an earlier session: `facts$` begins when this one is recorded. */
function sinceItIsWatched(loop: HostLoop): HostLoop {
  const { targetSeq } = loop.facts().service;
  return { ...loop, facts$: loop.facts$.pipe(skipWhile(({ service }) => service.targetSeq === targetSeq)) };
}

/** Repeats the unfinished command of the previous leader, once it is known what the service does and who runs it. */
const requestAgain = (
  { facts$, decide }: HostLoop,
  command: WithoutHost<HostCommand>,
  clock: Clock,
): Observable<never> =>
  untilSeen(facts$, clock).pipe(
    switchMap(() => decide(command)),
    ignoreElements(),
  );

function apiTests({
  hostPorts,
  events$,
  facts,
  models: known,
  clock,
  describe,
}: Session): Observable<SessionEvent> {
  const loadSettings = loadSettingsReader(facts);
  const ports = { ...hostPorts, clock, describe, models: known, loadSettings };
  return ofType(events$, "test.requested").pipe(mergeMap(({ model }) => takeTestSteps(ports, model)));
}
