import {
  distinctUntilChanged,
  filter,
  firstValueFrom,
  from,
  lastValueFrom,
  map,
  merge,
  race,
  startWith,
  switchMap,
  timer,
  type Observable,
} from "rxjs";
import { fromEventObservable, fromPromise } from "xstate";
import type { HostLoop } from "../app/host-loop.ts";
import { ofType } from "../app/loop.ts";
import { runMachine } from "../app/run-machine.ts";
import { allDownloads, isUnderWay, isWorthKeeping } from "../downloads/downloads.ts";
import type { PullScheduler } from "../downloads/pull-scheduler.source.ts";
import { pullsWritten } from "../downloads/until-written.source.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { AskedLists } from "../models/asked-lists.source.ts";
import type { FolderFinder } from "../models/folder-session.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import { ourProcess, type Owner } from "./owner.ts";
import type { ServiceProbe } from "./probe.port.ts";
import type { ServiceEvent } from "./service-events.ts";
import type { ServiceOwner } from "./service-owner.port.ts";
import { serviceMachine } from "./service.machine.ts";
import { watchAddress } from "./watch-address.source.ts";
import { watchInstalled } from "./watch-installed.source.ts";
import { watchService } from "./watch-service.source.ts";

type ServiceSession = Pick<HostLoop, "events$" | "facts" | "facts$" | "inspection"> & {
  readonly hostPorts: { readonly api: OllamaApi; readonly probe: ServiceProbe; readonly owner: ServiceOwner };
  readonly isRemote: boolean;
  readonly chosenOwner?: Owner;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  readonly attended$: Observable<unknown>;
  readonly isShown: () => boolean;
  readonly pullScheduler: PullScheduler;
  readonly folder: FolderFinder;
  readonly asked: AskedLists;
};

/** Runs the service machine of a host: what it sees, what its owner does, and what is asked of it. */
export function runService({
  hostPorts: { api, probe, owner },
  isRemote,
  chosenOwner,
  events$,
  facts,
  facts$,
  clock,
  looking$,
  attended$,
  isShown,
  pullScheduler,
  folder,
  inspection,
  asked,
}: ServiceSession): Observable<WithoutHost<ServiceEvent>> {
  const { unanswered$ } = asked;
  const ownStart$ = ofType(
    events$,
    "service.start-requested",
    "service.restart-requested",
    "service.spawned",
  );
  const refresh$ = ofType(events$, "models.refresh-requested");
  const awaited$ = facts$.pipe(
    map(({ downloads }) => allDownloads(downloads).some(isUnderWay)),
    startWith(false),
    distinctUntilChanged(),
  );
  /** A process of ours is Ollama, whatever it answers. */
  const unlisted$ = ofType(events$, "models.unread").pipe(
    filter(() => ourProcess(facts().service.owner) === undefined),
    map(({ failure }) => failure),
  );
  const machine = serviceMachine.provide({
    actors: {
      watch: fromEventObservable(() =>
        merge(
          watchService({
            api,
            probe,
            clock,
            looking$,
            attended$,
            isShown,
            awaited$,
            ownStart$,
            refresh$,
            unlisted$,
            unanswered$,
          }),
          owner.ended$,
        ),
      ),
      findProgram: fromPromise(() => owner.findProgram(facts().service.owner)),
      recognise: fromPromise(() => owner.recognise(facts().service.owner)),
      detect: fromPromise(() => owner.detect()),
      start: fromPromise(() =>
        owner.start(facts().service.owner, {
          keepsPartials: allDownloads(facts().downloads).some(isWorthKeeping),
        }),
      ),
      watchAddress: fromEventObservable(() => watchAddress(owner, clock)),
      stop: fromPromise(async ({ input }) => {
        const written$ = pullsWritten({ pullScheduler, folder: () => soon(folder, clock), clock });
        await lastValueFrom(written$, { defaultValue: undefined });
        if (input.owner) await owner.stop(input.owner);
      }),
      lastOutput: fromPromise(({ input }) => owner.lastOutput(input.pid)),
    },
  });
  const machineEvents$ = merge(
    requestsIn({ events$, facts }),
    watchInstalled(looking$, owner.changed$, clock).pipe(map(() => ({ type: "look-again" }) as const)),
  );
  const isBeyondControl = isRemote && !chosenOwner;
  return runMachine(machine, { input: { isBeyondControl }, clock, events$: machineEvents$, inspection });
}

const ANSWER_MS = 2_000;

/** Where the folder is, which Ollama may be asked: not for long, since it may be stopped because it does not answer. */
const soon = (folder: FolderFinder, clock: Clock): ReturnType<FolderFinder> =>
  firstValueFrom(
    race(
      from(folder()),
      timer(ANSWER_MS, clockScheduler(clock)).pipe(switchMap(() => folder({ mayAsk: false }))),
    ),
  );

/** What is asked of the service; without an owner that was shown, it is asked of the present one. */
const requestsIn = ({ events$, facts }: Pick<ServiceSession, "events$" | "facts">) =>
  merge(
    ofType(events$, "service.start-requested").pipe(map(() => ({ type: "start" }) as const)),
    ofType(events$, "service.stop-requested").pipe(
      map(({ owner: shown = facts().service.owner }) => ({ type: "stop", owner: shown }) as const),
    ),
    ofType(events$, "service.restart-requested").pipe(
      map(({ owner: shown = facts().service.owner }) => ({ type: "restart", owner: shown }) as const),
    ),
  );
