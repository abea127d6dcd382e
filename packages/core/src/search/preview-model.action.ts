import { catchError, map, of, startWith, type Observable } from "rxjs";
import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { previewDownload } from "../downloads/preview-download.source.ts";
import { startsOllama } from "../downloads/request-download.action.ts";
import { memoryOf } from "../fit/host-memory.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { ModelName } from "../models/model-name.ts";
import { findModel } from "../models/models.ts";
import type { OllamaFiles } from "../models/ollama-files.port.ts";
import { toFailure } from "../shared/failure.ts";
import { previewLines, type AddModelLine, type PreviewPlace } from "./add-model.view.ts";

export type PreviewPorts = {
  readonly state: () => AppState;
  /** Returns the ports of the watched host, if any. */
  readonly hostPorts: () => HostPorts | undefined;
  readonly files: OllamaFiles;
};

/** Which Ollama the registry is asked for while the version of the one that would pull is not known. */
const ASSUMED_VERSION = "0.40.0";

/** Emits what a download would fetch, as it becomes known. */
export function watchPreview(
  { state, hostPorts, files }: PreviewPorts,
  model: ModelName,
): Observable<readonly AddModelLine[]> {
  const ports = hostPorts();
  const place = placeIn(state(), model);
  const { situation } = place.service;
  if (!ports || situation.kind === "misconfigured")
    return of(previewLines(model, { kind: "no-host" }, place));
  const version = situation.kind === "running" ? situation.version : ASSUMED_VERSION;
  return previewDownload({ ...ports, version, folder: () => files.folder() }, model).pipe(
    map((known) => previewLines(model, { kind: "known", preview: known }, place)),
    catchError((error: unknown) =>
      of(previewLines(model, { kind: "failed", failure: toFailure(error) }, place)),
    ),
    startWith(previewLines(model, { kind: "asked" }, place)),
  );
}

const placeIn = (state: AppState, model: ModelName): PreviewPlace => ({
  service: hostFacts(state).service,
  isStarted: startsOllama(state),
  isInstalled: findModel(modelsOf(state), model) !== undefined,
  memory: memoryOf(hostFacts(state), hostReadings(state)),
});
