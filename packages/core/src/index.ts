export type { ProcessIdentity } from "./domain/service.ts";
export { openApp, type App } from "./app.ts";
export type { Decision, Refusal } from "./domain/decision.ts";
export { decide, hostOf, modelsOf, type AppCommand, type AppState } from "./domain/domain.ts";
export type { AppEvent, Recorded } from "./domain/events.ts";
export { freedBytes } from "./domain/freed-bytes.ts";
export { leadingDownload, leftoversOf, repairableOf } from "./domain/downloads.ts";
export {
  DEFAULT_ENDPOINT,
  dialUrl,
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
  type EndpointOrProblem,
} from "./domain/endpoint.ts";
export { toFailure, type Failure } from "./domain/failure.ts";
export type { FoundModel, ModelVariant, SearchSource } from "./domain/found-models.ts";
export { findLoaded, findModel, installedModels, namedBlobs } from "./domain/models.ts";
export { quantisationOf, readModelReference, soughtIn } from "./domain/model-reference.ts";
export {
  parseDownloadId,
  parseModelName,
  type DownloadId,
  type ModelName,
  type WindowId,
} from "./domain/names.ts";
export {
  DEFAULT_PREFERENCES,
  type HostPorts,
  type Ports,
  type Preferences,
  type Target,
} from "./ports/ports.ts";
export type { PullLayer } from "./domain/pull.ts";
export type { Clock } from "./ports/clock.ts";
export type { ModelFiles, ModelsFolder } from "./ports/model-files.ts";
export type { ModelSearch } from "./ports/model-search.ts";
export { previewDownload } from "./sources/preview-download.ts";
export { searchModels } from "./sources/search-models.ts";
export type { HistoryLimits } from "./ports/event-store.ts";
export type { HttpTransport } from "./ports/http-transport.ts";
export type { Logger } from "./ports/logger.ts";
export { SETTLING_MS } from "./machines/turns.ts";
export { after, every } from "./sources/time.ts";
