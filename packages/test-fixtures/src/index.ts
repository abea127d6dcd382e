export type { Clock } from "./clock.ts";
export { demoBytesPerSecond, demoModels, demoRegistryModels } from "./demo.ts";
export type { Json, JsonObject } from "./json.ts";
export {
  recordedExchange,
  recordedStream,
  recording,
  recordings,
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
export { freePort, isListening } from "./ports.ts";
export { openRegistry, type Registry, type RegistryOptions, type RegistryRequest } from "./registry.ts";
export type { RegistryFaults } from "./registry/faults.ts";
export { registryModel, type Publication, type RegistryModel } from "./registry/models.ts";
export { openSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";
export type { Fault, FaultBoard, Route } from "./simulator/http/faults.ts";
export type { AnsweredRequest, SeenRequest } from "./simulator/http/request-log.ts";
export type { SimulatedLayer, Weights } from "./simulator/model/layers.ts";
export {
  manyModels,
  simulatedModel,
  type Capability,
  type ModelTraits,
  type Parameters,
  type SimulatedModel,
} from "./simulator/model/models.ts";
export { installStandIn, standInExecutable } from "./stand-in/executable.ts";
