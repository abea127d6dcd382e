export type { Contract, Promised } from "./contract.ts";
export { httpTransportContract } from "./http-transport.ts";
export { ollamaApiContract, type OllamaWorld } from "./ollama-api.ts";
