import {
  catchError,
  EMPTY,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  share,
  take,
  type Observable,
} from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { isOurs } from "../service/owner.ts";
import { isRunning, versionOf } from "../service/service.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { AskedLists } from "./asked-lists.source.ts";
import type { Describe } from "./describe-models.source.ts";
import type { FolderFinder } from "./folder-session.ts";
import { freedNames } from "./local-names.ts";
import type { ModelSign } from "./log-signs.ts";
import type { ModelList } from "./models.ts";
import { watchModels } from "./watch-models.source.ts";
import { watchSigns } from "./watch-signs.source.ts";
import { weighModels } from "./weigh-models.source.ts";

type ModelsSession = HostLoop & {
  readonly hostPorts: HostPorts;
  readonly clock: Clock;
  readonly looking$: Observable<boolean>;
  readonly logger: Logger;
  readonly describe: Describe;
  readonly folder: FolderFinder;
  readonly asked: AskedLists;
};
type ModelsSessionEvent = WithoutHost<HostEvent>;

/** Reads the lists, the details that are asked for, and what the models folder holds beyond them. */
export function runModels(session: ModelsSession): Observable<ModelsSessionEvent> {
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
    freeNames(session),
    weighModels({
      folder: () => session.folder({ mayAsk: false }),
      version: () => versionOf(session.facts().service),
      known: () => readings().models.spare,
      changed$: merge(
        ofType(events$, "models.confirmed").pipe(take(1)), // the folder may have changed before this session
        ofType(
          events$,
          "models.listed",
          "models.described",
          "operation.completed",
          "operation.failed",
          "download.completed",
        ),
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

/** Records which names given on this Ollama others have used again since the last reading of the list. */
function freeNames({ readings, facts, events$ }: ModelsSession): Observable<ModelsSessionEvent> {
  let before = readings().models.list?.models ?? [];
  return ofType(events$, "models.listed").pipe(
    mergeMap(({ models: listed }) => {
      const freed = freedNames(facts().localNames, before, listed);
      before = listed;
      return freed.map((model): ModelsSessionEvent => ({ type: "models.name-freed", model }));
    }),
  );
}

function signsOf({ hostPorts, facts$, events$, ...session }: ModelsSession): Observable<ModelSign> {
  const { signs } = hostPorts;
  if (!signs) return EMPTY;
  return watchSigns({
    ...session,
    signs,
    isOurs$: facts$.pipe(map(({ service }) => isOurs(service.owner))),
    listed$: ofType(events$, "models.listed", "models.confirmed"),
    described$: ofType(events$, "models.described"),
  });
}

const undescribed = (key: string): ModelsSessionEvent => ({
  type: "models.undescribed",
  key,
  failure: { kind: "interrupted" },
});
