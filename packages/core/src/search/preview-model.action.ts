import { catchError, map, of, startWith, type Observable } from "rxjs";
import { hostFacts, type AppState } from "../app/state.ts";
import { previewDownload } from "../downloads/preview-download.source.ts";
import type { HostPorts } from "../hosts/host.port.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaFiles } from "../models/ollama-files.port.ts";
import { toFailure } from "../shared/failure.ts";
import { previewLines, type AddModelLine } from "./add-model.view.ts";

export type PreviewPorts = {
  readonly state: () => AppState;
  /** Returns the ports of the watched host, if any. */
  readonly hostPorts: () => HostPorts | undefined;
  readonly files: OllamaFiles;
};

/** Emits what a download would fetch, as it becomes known. */
export function watchPreview(
  { state, hostPorts, files }: PreviewPorts,
  model: ModelName,
): Observable<readonly AddModelLine[]> {
  const ports = hostPorts();
  const { service } = hostFacts(state());
  const { situation } = service;
  if (!ports || situation.kind !== "running")
    return of(previewLines(model, { kind: "not-running" }, service));
  return previewDownload({ ...ports, version: situation.version, folder: () => files.folder() }, model).pipe(
    map((known) => previewLines(model, { kind: "known", preview: known }, service)),
    catchError((error: unknown) =>
      of(previewLines(model, { kind: "failed", failure: toFailure(error) }, service)),
    ),
    startWith(previewLines(model, { kind: "asked" }, service)),
  );
}
