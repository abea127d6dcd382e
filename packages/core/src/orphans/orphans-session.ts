import {
  concatMap,
  debounceTime,
  distinctUntilChanged,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
} from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import type { FolderFinder } from "../models/folder-session.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { KnownInstall } from "./orphaned-runners.port.ts";
import type { Orphan } from "./orphans.ts";

type OrphanPorts = Pick<HostLoop, "events$" | "facts" | "readings"> & {
  readonly hostPorts: Pick<HostPorts, "orphans">;
  readonly looking$: Observable<boolean>;
  readonly clock: Clock;
  readonly folder: FolderFinder;
};
type OrphanEvent = WithoutHost<HostEvent>;

/** To read all processes takes as long as hundreds of rows: what a person waits for comes first. */
const LOOK_AFTER_MS = 500;

/**
 * Looks for orphaned runners when a view becomes visible, after each end and start of the service, and on request; and
 * ends them where the person wants that.
 */
export function runOrphans(ports: OrphanPorts): Observable<OrphanEvent> {
  const { events$, readings, looking$, clock } = ports;
  const { orphans } = ports.hostPorts;
  if (!orphans) return EMPTY;
  const knownInstall = rememberedInstall(ports);
  const look = async (): Promise<readonly Orphan[]> => orphans.find(await knownInstall());
  const looks$ = merge(
    looking$.pipe(
      distinctUntilChanged(),
      filter((looks) => looks),
    ),
    ofType(events$, "service.died", "service.stopped", "service.running", "models.refresh-requested"),
  ).pipe(debounceTime(LOOK_AFTER_MS, clockScheduler(clock)));
  /** What runs a model now is what may leave a runner behind later. */
  const noted$ = ofType(events$, "service.owned", "service.spawned", "models.loaded").pipe(
    concatMap(() => from(knownInstall())),
    ignoreElements(),
  );
  const ended = async (pids: readonly number[]): Promise<readonly Orphan[]> => {
    const known = await knownInstall();
    const meant = readings().orphans.filter(({ process }) => pids.includes(process.pid));
    await orphans.end(meant, known);
    return orphans.find(known);
  };
  const found$ = merge(
    looks$.pipe(map(() => ({ find: look, isAsked: false }))),
    ofType(events$, "orphans.end-requested").pipe(
      map(({ pids }) => ({ find: () => ended(pids), isAsked: true })),
    ),
  ).pipe(
    concatMap(({ find, isAsked }) => from(find()).pipe(map((found) => ({ found, isAsked })))),
    filter(({ found, isAsked }) => isAsked || !isSameJson(found, readings().orphans)),
    map(({ found }): OrphanEvent => ({ type: "orphans.found", orphans: found })),
  );
  return merge(noted$, found$);
}

/** Also of an Ollama that has ended: its executable and its folder are those that were seen last. */
function rememberedInstall({ facts, folder }: OrphanPorts): () => Promise<KnownInstall> {
  const executables = new Set<string>();
  const folders = new Set<string>();
  return async () => {
    const { owner } = facts().service;
    if ("process" in owner && owner.process) executables.add(owner.process.executable);
    const found = await folder({ mayAsk: false });
    if (found) folders.add(found.path);
    return { executables: [...executables], folders: [...folders] };
  };
}
