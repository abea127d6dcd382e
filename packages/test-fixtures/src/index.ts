export type { Clock } from "./clock.ts";
export { demoBytesPerSecond, demoModels, demoRegistryModels } from "./demo.ts";
export { fasterClock } from "./faster-clock.ts";
export type { Json, JsonObject } from "./json.ts";
export { recordedFolders, writeModelsFolder, type TagStorage } from "./models-folder.ts";
export {
  recordedExchange,
  recordedStream,
  recording,
  recordings,
  releaseOf,
  versions,
  type Version,
} from "./recordings.ts";
export type {
  RecordedDisk,
  RecordedExchange,
  RecordedLog,
  RecordedProcesses,
  RecordedRequest,
  RecordedResponse,
  RecordedStream,
  RecordedTable,
  Recording,
} from "./recordings/recording.ts";
export { fails, says, type Answer, type Call } from "./owners/answer.ts";
export { nodeExecutable } from "./owners/install-tools.ts";
export { openMachine, type TestMachine } from "./owners/machine.ts";
export type * from "./owners/options.ts";
export { NO_RIGHTS as journalctlWithoutRights } from "./owners/samples/journalctl.ts";
export { openRealSystemd, type RealSystemd } from "./owners/real-systemd.ts";
export type { LogLine, Situation, Supervised } from "./owners/supervised.ts";
export type { Part } from "./owners/world.ts";
export { openRegistry, type Registry, type RegistryOptions } from "./registry.ts";
export { chaos, type Chaos, type Mishap, type Odds } from "./registry/chaos.ts";
export type { OwnFaults, RegistryFaults } from "./registry/faults.ts";
export { freePort, isListening } from "./ports.ts";
export {
  registryList,
  registryModel,
  type Publication,
  type RegistryList,
  type RegistryModel,
} from "./registry/models.ts";
export type { RegistryChild } from "./registry/storage.ts";
export type { RegistryStyle } from "./registry/refusals.ts";
export type { RegistryRequest } from "./registry/serve.ts";
export { openSimulator, type Simulator } from "./simulator.ts";
export type { PartialDownload } from "./simulator/blobs/partials.ts";
export type { Space } from "./simulator/blobs/folder.ts";
export type { Fault, FaultBoard, Route } from "./simulator/http/faults.ts";
export type { AnsweredRequest, SeenRequest } from "./simulator/http/request-log.ts";
export type { SimulatedLayer, Weights } from "./simulator/model/layers.ts";
export { simulatedList, type SimulatedList } from "./simulator/model/lists.ts";
export type { ListEntry } from "./simulator/model/manifest-list.ts";
export type { Runner } from "./simulator/model/runner.ts";
export { manyModels, simulatedModel } from "./simulator/model/models.ts";
export type {
  Capability,
  ModelTraits,
  Parameters,
  SimulatedModel,
} from "./simulator/model/simulated-model.ts";
export type { SimulatorOptions } from "./simulator/options.ts";
export type { StopSignal } from "./simulator/process.ts";
export type { Chances } from "./simulator/pull/chances.ts";
export { overlapsOf, type Overlap, type LayerUse } from "./simulator/pull/layer-uses.ts";
export { installStandIn, standInExecutable } from "./stand-in/executable.ts";
export { readLayerUses } from "./stand-in/layer-uses-file.ts";
export type { SearchFault, SearchRequest } from "./search/faults.ts";
export { openHuggingFace, type HuggingFace, type HuggingFaceOptions } from "./search/hugging-face.ts";
export { openOllamaSite, type OllamaSite, type OllamaSiteOptions } from "./search/ollama-site.ts";
export type { HubFile, HubRepository } from "./search/repositories.ts";
export type { ListedModel, Markup } from "./search/search-page.ts";
