export { clockContract, type ClockWorld } from "./clock.ts";
export { confirmContract, type ConfirmWorld } from "./confirm.ts";
export type { Contract, Promised } from "./contract.ts";
export { eventStoreContract, type StoreWorld } from "./event-store.ts";
export { httpTransportContract } from "./http-transport.ts";
export { ollamaApiContract, type OllamaWorld } from "./ollama-api.ts";
export {
  registryContract,
  type AskedRegistry,
  type RegistryBehaviour,
  type RegistryWorld,
} from "./registry.ts";
export { serviceProbeContract, type ProbeWorld } from "./service-probe.ts";
export { serviceOwnerContract, type ServiceOwnerWorld } from "./service-owner.ts";
export { until } from "./until.ts";
export { leaderLockContract, presenceContract, type WindowOfWorld, type WindowsWorld } from "./windows.ts";
export {
  HOSTILE_TEXT,
  modelSearchContract,
  type HostBehaviour,
  type SearchedHost,
  type SearchWorld,
} from "./model-search.ts";
