import { catchError, concat, defer, EMPTY, map, of, switchMap, type Observable } from "rxjs";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { digestsOf } from "./copies.ts";
import { countCopies, loadedDigest } from "./loaded-copies.ts";
import { isSameModel, type ModelName } from "./model-name.ts";
import { findModel, type Models } from "./models.ts";
import type { LoadedModel } from "./models-events.ts";

type UnloadPorts = { readonly api: Pick<OllamaApi, "listLoaded" | "unload">; readonly models: () => Models };

/** One for each runner, and one from before a conversion. */
const MOST_COPIES = 4;

/** Unloads all copies of a model. If it is not known what is loaded, Ollama ends one copy of that name. */
export const unloadModel = (ports: UnloadPorts, model: ModelName): Observable<unknown> =>
  copiesInMemory(ports, model).pipe(
    catchError(() => of<readonly LoadedModel[]>([])),
    switchMap((loaded) => unloadCopies(ports, model, loaded)),
  );

/** The same, but sends nothing if no copy is loaded. */
export const unloadIfLoaded = (ports: UnloadPorts, model: ModelName): Observable<unknown> =>
  copiesInMemory(ports, model).pipe(
    switchMap((loaded) => (loaded.length > 0 ? unloadCopies(ports, model, loaded) : EMPTY)),
  );

/**
 * Each request ends one copy (docs/ollama.md §8.3), so Ollama is asked again what is left. A copy that is answering
 * finishes its answer first (recording `unload-busy`): as soon as the number does not fall, nothing more is sent.
 */
function unloadCopies(
  ports: UnloadPorts,
  model: ModelName,
  loaded: readonly LoadedModel[],
  requestsLeft = MOST_COPIES,
): Observable<unknown> {
  const before = countAll(loaded);
  const others$ = copiesInMemory(ports, model).pipe(
    catchError(() => EMPTY), // one is unloaded; the next reading of the list shows whether another is left
    switchMap((left) =>
      left.length > 0 && countAll(left) < before && requestsLeft > 1
        ? unloadCopies(ports, model, left, requestsLeft - 1)
        : EMPTY,
    ),
  );
  return concat(ports.api.unload(loaded[0]?.name ?? model), before > 1 ? others$ : EMPTY);
}

const copiesInMemory = ({ api, models }: UnloadPorts, name: ModelName): Observable<readonly LoadedModel[]> =>
  defer(() => {
    const model = findModel(models(), name);
    const digests = model ? digestsOf(model) : [];
    const isCopy = (loaded: ModelName): boolean =>
      isSameModel(loaded, name) || digests.some((digest) => digest === loadedDigest(loaded));
    return api.listLoaded().pipe(map((all) => all.filter((one) => isCopy(one.name))));
  });

const countAll = (loaded: readonly LoadedModel[]): number =>
  loaded.reduce((sum, one) => sum + countCopies(one), 0);
