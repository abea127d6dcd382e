export type { ProcessIdentity } from "./domain/service.ts";
export { openApp, type App } from "./app.ts";
export type { Decision, Refusal } from "./domain/decision.ts";
export { decide, modelsOf, type AppCommand, type AppState } from "./domain/domain.ts";
export type { AppEvent, Recorded } from "./domain/events.ts";
export { activeDownload } from "./domain/downloads.ts";
export {
  DEFAULT_ENDPOINT,
  dialUrl,
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
  type EndpointOrProblem,
} from "./domain/endpoint.ts";
export type { Failure } from "./domain/failure.ts";
export { findLoaded, findModel, installedModels } from "./domain/models.ts";
export {
  parseDownloadId,
  parseModelName,
  type DownloadId,
  type ModelName,
  type WindowId,
} from "./domain/names.ts";
export type { HostPorts, Ports, Target } from "./ports/ports.ts";
export type { Clock } from "./ports/clock.ts";
export type { HistoryLimits } from "./ports/event-store.ts";
export type { HttpTransport } from "./ports/http-transport.ts";
export type { Logger } from "./ports/logger.ts";
export { after, every } from "./sources/time.ts";
