import {
  defer,
  EMPTY,
  expand,
  from,
  ignoreElements,
  map,
  of,
  switchMap,
  takeWhile,
  timer,
  type Observable,
} from "rxjs";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import { clockScheduler } from "../shared/clock-scheduler.source.ts";
import type { Clock } from "../shared/clock.port.ts";
import { isSameJson } from "../shared/same-json.ts";
import type { PullScheduler } from "./pull-scheduler.source.ts";
import { unnotedBytes, type UnfinishedLayer } from "./unfinished-layer.ts";

/** How long Ollama may take to write its notes: it may be suspended, or the machine may crawl. */
export const WRITING_PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 250;
/** A note may have been written just before the pull was aborted. */
const JUST_BEFORE_MS = 1_000;
/** A file takes whole blocks of its disk, for each part. */
const LARGEST_BLOCK = 65_536;

type WrittenPorts = {
  readonly pullScheduler: Pick<PullScheduler, "settled" | "unsettled">;
  /** The models folder, if it is within reach. */
  readonly folder: () => Promise<ModelsFolder | undefined>;
  readonly clock: Clock;
};

/** Completes once no pull is open, and the bytes of those that were just aborted are on the disk, as far as can be seen. */
export const pullsWritten = ({ pullScheduler, folder, clock }: WrittenPorts): Observable<never> =>
  defer(() => {
    const digests = pullScheduler.unsettled().map(({ digest }) => digest);
    const sinceMs = clock.now();
    return from(pullScheduler.settled()).pipe(
      switchMap(() => (digests.length > 0 ? folder() : of(undefined))),
      switchMap((found) => (found ? untilWritten(found, { digests, sinceMs }, clock) : EMPTY)),
    );
  });

type Aborted = { readonly digests: readonly string[]; readonly sinceMs: number };
type Look = { readonly before?: readonly UnfinishedLayer[]; readonly now: readonly UnfinishedLayer[] };

/**
 * Completes once Ollama has noted what it received of aborted layers (docs/ollama.md §2.3): their files stand still, and
 * either no byte on the disk is without a note, or the notes are newer than the end of the pull. After 10 s it completes
 * in any case.
 */
export function untilWritten(
  folder: ModelsFolder,
  { digests, sinceMs }: Aborted,
  clock: Clock,
): Observable<never> {
  const isWritten = (layer: UnfinishedLayer): boolean =>
    unnotedBytes(layer) <= LARGEST_BLOCK * (layer.notes.length + 1) ||
    layer.notedAtMs >= sinceMs - JUST_BEFORE_MS;
  const isOver = ({ before, now }: Look): boolean =>
    now.length === 0 ||
    clock.now() >= sinceMs + WRITING_PATIENCE_MS ||
    (before !== undefined && isSameJson(before, now) && now.every(isWritten));
  const look$ = defer(() => folder.unfinished()).pipe(
    map((layers) => layers.filter(({ digest }) => digests.includes(digest))),
  );
  return look$.pipe(
    map((now): Look => ({ now })),
    expand(({ now: before }) =>
      timer(LOOK_EVERY_MS, clockScheduler(clock)).pipe(
        switchMap(() => look$),
        map((now): Look => ({ before, now })),
      ),
    ),
    takeWhile((look) => !isOver(look)),
    ignoreElements(),
  );
}
