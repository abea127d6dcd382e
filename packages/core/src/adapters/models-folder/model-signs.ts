import { catchError, defer, EMPTY, filter, from, map, merge, switchMap } from "rxjs";
import { signIn, type ModelSign } from "../../models/log-signs.ts";
import type { ModelSigns } from "../../models/model-signs.port.ts";
import type { ModelFiles } from "../../models/models-folder.port.ts";
import { watchLog } from "../owners/watch-log.ts";
import { watchManifests } from "./watch-manifests.ts";

type ModelSignsOptions = {
  readonly files: Pick<ModelFiles, "locate">;
  /** The log of an Ollama that we start. */
  readonly logFile: string;
};

/**
 * Watches the models folder, and the log of an Ollama that we started. If Ollama has not named its folder, it most
 * likely has the one that we would give it.
 */
export const modelSigns = ({ files, logFile }: ModelSignsOptions): ModelSigns => ({
  watch: (hint) =>
    merge(
      defer(() => from(files.locate(hint))).pipe(
        switchMap(async (folder) => folder ?? (await files.locate({ ...hint, isOurs: true }))),
        switchMap((folder) => (folder ? watchManifests(folder.path) : EMPTY)),
        map((): ModelSign => "installed"),
      ),
      hint.isOurs
        ? watchLog(logFile).pipe(
            catchError(() => EMPTY), // what cannot be read is not seen
            map(signIn),
            filter((sign) => sign !== undefined),
          )
        : EMPTY,
    ),
});
