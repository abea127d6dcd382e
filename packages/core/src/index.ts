export { hostIdOf, parseHostId, type HostId, type WithoutHost } from "./hosts/host.ts";
export { processIdentitySchema, type ProcessIdentity } from "./service/service-events.ts";
export { openApp, type App } from "./app/open-app.ts";
export type { Decision, Refusal } from "./shared/decision.ts";
export {
  decide,
  hostFacts,
  hostOf,
  hostReadings,
  modelsOf,
  type AppCommand,
  type AppState,
} from "./app/state.ts";
export type { AppEvent, Recorded } from "./app/events.ts";
export { freedBytes } from "./models/freed-bytes.ts";
export { leadingDownload, leftoversOf, repairableOf } from "./downloads/downloads.ts";
export {
  DEFAULT_ENDPOINT,
  dialUrl,
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
  type EndpointOrProblem,
} from "./hosts/endpoint.ts";
export { toFailure, type Failure } from "./shared/failure.ts";
export type { FoundModel, ModelVariant, SearchSource } from "./search/found-models.ts";
export { findLoaded, findModel, installedModels, namedBlobs } from "./models/models.ts";
export { quantisationOf, readModelReference, searchTextOf } from "./search/model-reference.ts";
export { parseDownloadId, type DownloadId } from "./downloads/download-id.ts";
export { parseModelName, type ModelName } from "./models/model-name.ts";
export type { WindowId } from "./windows/window-id.ts";
export { DEFAULT_PREFERENCES, type Ports, type Preferences } from "./app/app.port.ts";
export type { HostPorts, Target } from "./hosts/host.port.ts";
export type { PullLayer } from "./downloads/pull-progress.ts";
export type { Clock } from "./shared/clock.port.ts";
export type { ModelFiles, ModelsFolder } from "./models/models-folder.port.ts";
export type { ModelSearch } from "./search/model-search.port.ts";
export { previewDownload } from "./downloads/preview-download.source.ts";
export { searchModels } from "./search/search-models.source.ts";
export type { HistoryLimits } from "./history/event-store.port.ts";
export type { HttpTransport } from "./ollama/http-transport.port.ts";
export type { Logger } from "./shared/logger.port.ts";
export { SETTLING_MS } from "./downloads/pull-scheduler.source.ts";
export { clockScheduler } from "./shared/clock-scheduler.source.ts";
