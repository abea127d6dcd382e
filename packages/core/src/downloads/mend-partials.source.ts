import { catchError, concatMap, defer, of, reduce, switchMap, throwError, type Observable } from "rxjs";
import type { ModelsFolder } from "../models/models-folder.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { PortError, toFailure, type Failure } from "../shared/failure.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { PullLayer } from "./pull-progress.ts";
import { lookAtLayers } from "./still-layers.source.ts";
import { mendingOf, type UnfinishedLayer } from "./unfinished-layer.ts";

type MendingPorts = {
  /** The models folder, if it is within reach. */
  readonly folder: () => Promise<ModelsFolder | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The layers of the pull that no other open pull fetches. */
  readonly layers: () => readonly PullLayer[];
};

/** Pulls once more if Ollama could not continue from what it has, and that has been mended. */
export const mendingPull = <Notice>(ports: MendingPorts, pull$: Observable<Notice>): Observable<Notice> =>
  pull$.pipe(
    catchError((error: unknown) => {
      const failure = toFailure(error);
      if (failure.kind !== "partial-broken" && failure.kind !== "partial-lost")
        return throwError(() => error);
      return tryToMend(ports).pipe(
        switchMap((mended) => {
          if (mended === undefined) return throwError(() => error);
          return mended > 0 ? pull$ : throwError(() => new PortError(withNothingBroken(failure)));
        }),
      );
    }),
  );

/** `undefined` if the folder is out of reach, or its files cannot be written. */
const tryToMend = ({ folder, clock, logger, layers }: MendingPorts): Observable<number | undefined> =>
  defer(folder).pipe(
    switchMap((found) =>
      found ? mendPartials(found, { layers: layers(), endedAtMs: clock.now() }, clock) : of(undefined),
    ),
    catchError((error: unknown) => {
      logger.warn(`a broken partial download could not be mended: ${String(error)}`);
      return of(undefined);
    }),
  );

/** If no layer is broken, it was the connection that ended. */
const withNothingBroken = (failure: Failure): Failure =>
  failure.kind === "partial-broken" ? { kind: "store-unreachable", detail: "EOF" } : failure;

/** A pull of ours that has ended. */
export type EndedPull = {
  readonly layers: readonly PullLayer[];
  /** Absent if it is not known. */
  readonly endedAtMs?: number;
};

/**
 * Makes unfinished layers usable from which Ollama cannot continue: writes unreadable notes anew, which loses only their
 * parts, or deletes the partial files of a layer for which that is impossible. Deletes nothing but these layers, and leaves
 * alone what may still move. Emits the number of layers that it has mended; fails if a file cannot be written.
 */
export function mendPartials(
  folder: ModelsFolder,
  { layers, endedAtMs }: EndedPull,
  clock: Clock,
): Observable<number> {
  const sizes = new Map(layers.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  const isBroken = (layer: UnfinishedLayer): boolean =>
    mendingOf(layer, sizes.get(layer.digest)).kind !== "not-needed";
  const endedAt = (digest: string): number | undefined => (sizes.has(digest) ? endedAtMs : undefined);
  return lookAtLayers({ folder, clock, endedAtMs: endedAt }, isBroken).pipe(
    switchMap(({ still }) => still),
    concatMap((layer) => mend(folder, layer, sizes.get(layer.digest))),
    reduce((mended, isMended) => mended + (isMended ? 1 : 0), 0),
  );
}

/** `sizeBytes` is known of the layers that may be deleted. */
async function mend(
  folder: ModelsFolder,
  layer: UnfinishedLayer,
  sizeBytes: number | undefined,
): Promise<boolean> {
  const mending = mendingOf(layer, sizeBytes);
  switch (mending.kind) {
    case "not-needed":
      return false;
    case "notes":
      await folder.writeNotes(layer.digest, mending.notes);
      return true;
    case "impossible":
      if (sizeBytes === undefined) return false;
      await folder.forgetPartials([layer.digest]);
      return true;
  }
}
