export type { AutoStart } from "./service/auto-start.ts";
export { hostIdOf, parseHostId, type HostId } from "./hosts/host.ts";
export { processIdentitySchema, type ProcessIdentity } from "./service/owner.ts";
export type { VariablePlace } from "./environment/variable-place.ts";
export type { ServiceLog } from "./service-log/service-log.port.ts";
export type { ShownActivity } from "./activity/shown-activity.ts";
export type { LatestRelease } from "./releases/latest-release.port.ts";
export type { Disk } from "./disk/disk.port.ts";
export type { ShownApi } from "./clients/shown-api.ts";
export type { FolderReport, Install, LocalhostReport, MachineReport, Seen } from "./doctor/machine-report.ts";
export type { MachineChecks, MachineQuestion } from "./doctor/machine-checks.port.ts";
export type { ShownDoctor } from "./doctor/shown-doctor.ts";
export type { RequestLog } from "./inspector/request-log.port.ts";
export type { ShownDisk } from "./disk/shown-disk.ts";
export type { Tries } from "./tries/tries.port.ts";
export type { ShownTries } from "./tries/tries.ts";
export { runRequestOf } from "./tries/run-request.ts";
export { createTries } from "./tries/tries-session.ts";
export type { ShownSearch } from "./search/shown-search.ts";
export type { ShownLog } from "./service-log/shown-log.ts";
export { openApp, type App } from "./app/open-app.ts";
export type { Refusal } from "./shared/decision.ts";
export { hostFacts, hostOf, type AppCommand, type AppState } from "./app/state.ts";
export type { AppEvent, Recorded } from "./app/events.ts";
export {
  DEFAULT_ENDPOINT,
  dialUrl,
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
  type EndpointOrProblem,
} from "./hosts/endpoint.ts";
export type { ChoiceProblem } from "./service/choice-problem.ts";
export { mayBeRemote, ownerChoice, type OwnerChoice, type ParsedChoice } from "./service/owner-choice.ts";
export { readHostList, type ListedHost } from "./hosts/host-list.ts";
export { parseFingerprint, type TlsTrust } from "./hosts/tls-trust.ts";
export { errorText } from "./shared/error-text.ts";
export { isSameJson } from "./shared/same-json.ts";
export { toFailure } from "./shared/failure.ts";
export type { FoundModel, SearchSource } from "./search/found-models.ts";
export { searchTextOf } from "./search/model-reference.ts";
export { parseDownloadId } from "./downloads/download-id.ts";
export { parseModelName, type ModelName } from "./models/model-name.ts";
export { DEFAULT_PREFERENCES, type Ports, type Preferences } from "./app/app.port.ts";
export type { HostPorts, NamedTarget, Target } from "./hosts/host.port.ts";
export type { Clock } from "./shared/clock.port.ts";
export type { ModelSearch } from "./search/model-search.port.ts";
export { parseSetMemories, type SetMemories } from "./fit/set-memory.ts";
export { searchModels } from "./search/search-models.source.ts";
export type { HistoryLimits } from "./history/event-store.port.ts";
export type { HttpTransport } from "./ollama/http-transport.port.ts";
export type { Logger } from "./shared/logger.port.ts";
export { clockScheduler } from "./shared/clock-scheduler.source.ts";
