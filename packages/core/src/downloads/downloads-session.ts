import {
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from as each,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  pairwise,
  scan,
  shareReplay,
  startWith,
  switchAll,
  switchMap,
  take,
  takeWhile,
  tap,
  throwError,
  type Observable,
} from "rxjs";
import { fromEventObservable } from "xstate";
import { allDownloads, byTurn, isUnderWay, isUnfinished, repairableOf, type Download } from "./downloads.ts";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostId, WithoutHost } from "../hosts/host.ts";
import { isFromFile, type Origin } from "../sending/origin.ts";
import type { ModelFilesHere } from "../model-files/model-files.port.ts";
import { watchImport } from "../model-files/watch-import.source.ts";
import type { SourceFolder } from "../sending/read-source.source.ts";
import { watchSend } from "../sending/watch-send.source.ts";
import type { DownloadEvent } from "./download-events.ts";
import type { DownloadId } from "./download-id.ts";
import { isKnown, versionOf, type ServiceSituation } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { mergeUntilFirstCompletes } from "../shared/merge-until-first-completes.source.ts";
import { mendingPull } from "./mend-partials.source.ts";
import { NO_PROGRESS } from "./progress.ts";
import type { PullLayer } from "./pull-progress.ts";
import { toFailure } from "../shared/failure.ts";
import { askForLayers, watchPull } from "./watch-pull.source.ts";
import { clearDeleted } from "./clear-deleted-session.ts";
import { downloadMachine, type DownloadInput, type PullNotice } from "./download.machine.ts";
import { runMachine } from "../app/run-machine.ts";
import { ofType } from "../app/loop.ts";
import type { ScheduledPull, PullScheduler } from "./pull-scheduler.source.ts";

type DownloadPorts = HostLoop & {
  readonly hostPorts: Pick<HostPorts, "api" | "registry" | "isInsecure">;
  readonly clock: Clock;
  readonly pullScheduler: PullScheduler;
  readonly folder: () => Promise<ModelsFolder | undefined>;
  /** The models folder of any host, if it can be read from here. */
  readonly sourceAt: (host: HostId) => Promise<SourceFolder | undefined>;
  readonly modelFiles: ModelFilesHere;
  readonly logger: Logger;
};

/** Runs every unfinished download of a host, and each one that is requested. */
export const runDownloads = (options: DownloadPorts): Observable<WithoutHost<DownloadEvent>> =>
  defer(() => {
    const { events$, facts, pullScheduler } = options;
    const gate = createGate(options);
    const run = createRunner(options, gate);
    const unfinished = allDownloads(facts().downloads).filter(isUnfinished).toSorted(byTurn);
    for (const download of unfinished.filter(isUnderWay))
      pullScheduler.inherit(scheduledPull(options, gate, download.id));
    return merge(
      gate.isOpen$.pipe(
        tap(() => pullScheduler.look()),
        ignoreElements(),
      ),
      each(unfinished).pipe(
        mergeMap(({ id, model, situation }) => run({ id, model, goal: GOALS[situation.kind] })),
      ),
      ofType(events$, "download.requested").pipe(
        mergeMap(({ id, model }) => run({ id, model, goal: "pull" })),
      ),
      ofType(events$, "download.retry-requested").pipe(
        mergeMap(({ id }) => {
          const download = facts().downloads[id];
          return download ? run({ id, model: download.model, goal: "pull" }) : EMPTY;
        }),
      ),
      clearDeleted(options),
      ofType(events$, "download.sized").pipe(
        tap(() => pullScheduler.look()),
        ignoreElements(),
      ),
    );
  });

/** Whether Ollama takes pulls. */
type Gate = { readonly isOpen: () => boolean; readonly isOpen$: Observable<boolean> };

function createGate({ facts$ }: DownloadPorts): Gate {
  let isOpen = false;
  const isOpen$ = facts$.pipe(
    map(({ service }) => (isKnown(service) ? service.situation.kind : "unknown")),
    distinctUntilChanged(),
    scan(isOpenIn, false),
    distinctUntilChanged(),
    tap((now) => (isOpen = now)),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  return { isOpen: () => isOpen, isOpen$ };
}

/** Runs one download to its end. */
function createRunner(
  options: DownloadPorts,
  gate: Gate,
): (input: DownloadInput) => Observable<WithoutHost<DownloadEvent>> {
  const { hostPorts, events$, facts, readings, clock, pullScheduler, inspection } = options;
  const ports = { ...hostPorts, clock, version: () => versionOf(facts().service) };
  const pull = ({ id, model }: Pick<DownloadInput, "id" | "model">): Observable<PullNotice> => {
    const turn = scheduledPull(options, gate, id);
    const from = facts().downloads[id]?.from;
    if (from) return whileOpen(gate, pullScheduler.take(turn, started(sendOf(options, { id, model, from }))));
    const attempt$ = defer(() => {
      const known = facts().downloads[id]?.layers;
      const asked$ = untilOpen(gate).pipe(switchMap(() => askForLayers(ports, model)));
      const layers$ = known ? of(known) : asked$.pipe(shareReplay(1));
      const work$ = defer(() => {
        const progress = readings().progress[id];
        return watchPull(ports, { model, layers$, ...(progress && { progress }) });
      });
      const scheduled$ = pullScheduler.take(turn, started(work$));
      const sized$ = layers$.pipe(map((layers): PullNotice => ({ type: "sized", layers })));
      return known ? scheduled$ : mergeUntilFirstCompletes(scheduled$, sized$);
    });
    const layers = (): readonly PullLayer[] => {
      const download = facts().downloads[id];
      return download ? repairableOf(download, facts().downloads) : [];
    };
    return whileOpen(gate, mendingPull({ ...options, layers }, attempt$).pipe(catchError(withoutDeleted)));
  };

  const machine = downloadMachine.provide({
    actors: { pull: fromEventObservable(({ input }) => pull(input)) },
  });
  return (input) => {
    const machineEvents$ = ofType(
      events$,
      "download.pause-requested",
      "download.resume-requested",
      "download.cancel-requested",
    ).pipe(
      filter(({ id }) => id === input.id),
      map(({ type }) => MACHINE_EVENTS[type]),
    );
    return runMachine(machine, { input, clock, events$: machineEvents$, inspection, id: input.id });
  };
}

const started = (work$: Observable<PullNotice>): Observable<PullNotice> =>
  concat(of<PullNotice>({ type: "started" }), work$);

/** Sends a model of another host, or of a file. */
const sendOf = (
  { hostPorts, facts, readings, clock, sourceAt, modelFiles, folder }: DownloadPorts,
  { id, model, from }: Pick<DownloadInput, "id" | "model"> & { readonly from: Origin },
): Observable<PullNotice> =>
  defer(() => {
    const progress = readings().progress[id];
    const wanted = { model, ...(progress && { progress }) };
    const ports = { api: hostPorts.api, clock, version: () => versionOf(facts().service) };
    return isFromFile(from)
      ? watchImport({ ...ports, modelFiles, folder }, { ...wanted, origin: from })
      : watchSend({ ...ports, source: () => sourceAt(from.host) }, wanted);
  });

/** Ollama deletes data that does not match its digest (docs/ollama.md §2.5): a later pull has nothing to continue. */
const withoutDeleted = (error: unknown): Observable<PullNotice> =>
  concat(
    toFailure(error).kind === "digest-mismatch"
      ? of<PullNotice>({ type: "progressed", progress: NO_PROGRESS })
      : EMPTY,
    throwError(() => error),
  );

const scheduledPull = ({ facts }: DownloadPorts, gate: Gate, id: DownloadId): ScheduledPull => {
  const download = (): Download | undefined => facts().downloads[id];
  return {
    order: () => download()?.queuedSeq ?? Number.POSITIVE_INFINITY,
    // Nothing that Ollama pulls shares a layer with a file that is imported: an upload is written apart (docs/ollama.md §1.6).
    layers: () => download()?.layers ?? (isFromFile(download()?.from) ? [] : undefined),
    mayBegin: gate.isOpen,
  };
};

const MACHINE_EVENTS = {
  "download.pause-requested": { type: "pause" },
  "download.resume-requested": { type: "resume" },
  "download.cancel-requested": { type: "cancel" },
} as const;

/** What to do with a download that a previous leader was running. */
const GOALS = {
  queued: "pull",
  pulling: "pull",
  waiting: "pull",
  pausing: "pause",
  paused: "rest",
  cancelling: "cancel",
  completed: "rest",
  failed: "rest",
  cancelled: "rest",
} as const satisfies Record<Download["situation"]["kind"], DownloadInput["goal"]>;

/**
 * Whether pulls may be open. A service that is only slow to answer, or hard to reach, may continue its pulls; one that
 * is stopping must not have any.
 */
function isOpenIn(wasOpen: boolean, kind: ServiceSituation["kind"]): boolean {
  switch (kind) {
    case "running":
      return true;
    case "not-answering":
    case "refused":
    case "unreachable":
      return wasOpen;
    case "unknown":
    case "misconfigured":
    case "not-installed":
    case "stopped":
    case "starting":
    case "stopping":
    case "failed":
    case "port-taken":
      return false;
  }
}

const untilOpen = ({ isOpen$ }: Gate): Observable<boolean> => isOpen$.pipe(filter(Boolean), take(1));

/** Ends an attempt when Ollama takes no pulls any more, and queues the next one. */
function whileOpen({ isOpen$ }: Gate, attempt$: Observable<PullNotice>): Observable<PullNotice> {
  const ended = { type: "ended" } as const;
  const closed$ = isOpen$.pipe(
    pairwise(),
    filter(([wasOpen]) => wasOpen),
  );
  const untilEnded$ = concat(attempt$, of(ended));
  return closed$.pipe(
    map(() => concat(of<PullNotice>({ type: "queued" }), untilEnded$)),
    startWith(untilEnded$),
    switchAll(),
    takeWhile((notice) => notice.type !== "ended"),
  );
}
