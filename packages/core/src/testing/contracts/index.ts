export type { Contract, Promised } from "./contract.ts";
export { eventStoreContract, type StoreWorld } from "./event-store.ts";
export { httpTransportContract } from "./http-transport.ts";
export { ollamaApiContract, type OllamaWorld } from "./ollama-api.ts";
export {
  HOSTILE_TEXT,
  modelSearchContract,
  type HostMood,
  type SearchedHost,
  type SearchWorld,
} from "./model-search.ts";
