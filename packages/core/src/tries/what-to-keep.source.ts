import { catchError, filter, map, of, type Observable } from "rxjs";
import { isGpuPartKnown } from "../models/gpu-part.ts";
import { isSameModel, type ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import { ranOf } from "./ran.ts";
import type { Run } from "./run.ts";
import type { Ran } from "./try-events.ts";

/** What to keep of a run that has just ended; for a model of this host also where it is, which tells why it was slow. */
export const whatToKeep = (
  api: Pick<OllamaApi, "listLoaded">,
  { model, run, isRemote }: { readonly model: ModelName; readonly run: Run; readonly isRemote: boolean },
): Observable<Ran> =>
  (isRemote || !ranOf(model, run) ? of(undefined) : cpuShareOf(api, model)).pipe(
    map((cpuShare) => ranOf(model, run, cpuShare)),
    filter((ran) => ran !== undefined),
  );

const cpuShareOf = (api: Pick<OllamaApi, "listLoaded">, model: ModelName): Observable<number | undefined> =>
  api.listLoaded().pipe(
    map((loaded) => {
      const found = loaded.find(({ name }) => isSameModel(name, model));
      if (!found || found.sizeBytes === 0 || !isGpuPartKnown(found)) return undefined;
      return 1 - (found.vramBytes ?? 0) / found.sizeBytes;
    }),
    // The figures of the run are known without it.
    catchError(() => of(undefined)),
  );
