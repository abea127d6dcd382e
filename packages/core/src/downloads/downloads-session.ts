import { hostFacts, hostReadings } from "../app/state.ts";
import {
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  scan,
  shareReplay,
  skipWhile,
  switchMap,
  takeWhile,
  tap,
  type Observable,
} from "rxjs";
import { fromObservable } from "xstate";
import { allDownloads, isUnfinished, mayBeOpen, type Download } from "./downloads.ts";
import { originOf, type Endpoint } from "../hosts/endpoint.ts";
import type { AppEvent } from "../app/events.ts";
import type { DownloadId } from "./download-id.ts";
import { versionOf, type ServiceSituation } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import { alongside } from "../shared/merge-until-first-completes.source.ts";
import { askForLayers, watchPull } from "./watch-pull.source.ts";
import { downloadMachine, type DownloadInput, type PullNotice } from "./download.machine.ts";
import { emittedBy } from "../app/run-machine.ts";
import { ofType, type Loop } from "../app/loop.ts";
import type { Turn, Turns } from "./pull-scheduler.source.ts";

/** What the downloads of one host need. */
export type DownloadPorts = Loop & {
  readonly reach: Pick<HostPorts, "api" | "registry" | "isInsecure">;
  readonly endpoint: Endpoint;
  readonly clock: Clock;
  readonly turns: Turns;
};

/** Carries every download of a host that is not finished, and each that is asked for. */
export function runDownloads(options: DownloadPorts): Observable<AppEvent> {
  const { reach, endpoint, events$, state, state$, clock, turns } = options;
  const downloadOf = (id: DownloadId): Download | undefined => hostFacts(state()).downloads[id];
  const isOpen$ = state$.pipe(
    map((now) => hostFacts(now).service.situation.kind),
    distinctUntilChanged(),
    scan(isOpenIn, false),
    distinctUntilChanged(),
  );

  const ports = { ...reach, clock, version: () => versionOf(hostFacts(state()).service) };
  const pull = ({ id, model }: Pick<DownloadInput, "id" | "model">): Observable<PullNotice> => {
    const turn = turnOf({ id });
    const attempt$ = defer(() => {
      const known = downloadOf(id)?.layers;
      const layers$ = known ? of(known) : askForLayers(ports, model).pipe(shareReplay(1));
      const work$ = defer(() => {
        const progress = hostReadings(state()).progress[id];
        return watchPull(ports, { model, layers$, ...(progress && { progress }) });
      });
      const told$ = turns.take(turn, concat(of<PullNotice>({ kind: "started" }), work$));
      const sized$ = layers$.pipe(map((layers): PullNotice => ({ kind: "sized", layers })));
      return known ? told$ : alongside(told$, sized$);
    });
    return whileOpen(isOpen$, attempt$);
  };

  const machine = downloadMachine.provide({ actors: { pull: fromObservable(({ input }) => pull(input)) } });
  const carry = (input: DownloadInput): Observable<AppEvent> => {
    const cues$ = ofType(
      events$,
      "download.pause-requested",
      "download.resume-requested",
      "download.cancel-requested",
    ).pipe(
      filter(({ id }) => id === input.id),
      map(({ type }) => CUES[type]),
    );
    return emittedBy(machine, { input, clock, cues$ });
  };

  const turnOf = ({ id }: Pick<Download, "id">): Turn => ({
    order: () => downloadOf(id)?.queuedSeq ?? Number.POSITIVE_INFINITY,
    layers: () => downloadOf(id)?.layers,
  });
  const unfinished = allDownloads(hostFacts(state()).downloads).filter(
    (download) => isUnfinished(download) && download.origin === originOf(endpoint),
  );
  for (const download of unfinished.filter(mayBeOpen)) turns.inherit(turnOf(download));
  return merge(
    from(unfinished).pipe(
      mergeMap(({ id, model, situation }) => carry({ id, model, wish: WISHES[situation.kind] })),
    ),
    ofType(events$, "download.requested").pipe(
      mergeMap(({ id, model }) => carry({ id, model, wish: "pull" })),
    ),
    ofType(events$, "download.retry-requested").pipe(
      mergeMap(({ id }) => {
        const download = downloadOf(id);
        return download ? carry({ id, model: download.model, wish: "pull" }) : EMPTY;
      }),
    ),
    ofType(events$, "download.sized").pipe(
      tap(() => turns.look()),
      ignoreElements(),
    ),
  );
}

const CUES = {
  "download.pause-requested": { type: "pause" },
  "download.resume-requested": { type: "resume" },
  "download.cancel-requested": { type: "cancel" },
} as const;

/** What was asked for of a download that another engine had in its hands. */
const WISHES = {
  queued: "pull",
  pulling: "pull",
  waiting: "pull",
  pausing: "pause",
  paused: "rest",
  cancelling: "cancel",
  completed: "rest",
  failed: "rest",
  cancelled: "rest",
} as const satisfies Record<Download["situation"]["kind"], DownloadInput["wish"]>;

/**
 * Whether pulls may be open. A service that is only slow to answer, or hard to reach, may go on with what it does; one
 * that is stopping must be let alone first.
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

/** Lets a pull run while it may, from the beginning each time; says when it must wait again. */
function whileOpen(isOpen$: Observable<boolean>, pull$: Observable<PullNotice>): Observable<PullNotice> {
  const ended = { kind: "ended" } as const;
  return isOpen$.pipe(
    skipWhile((isOpen) => !isOpen),
    switchMap((isOpen) => (isOpen ? concat(pull$, of(ended)) : of<PullNotice>({ kind: "queued" }))),
    takeWhile((notice) => notice.kind !== "ended"),
  );
}
