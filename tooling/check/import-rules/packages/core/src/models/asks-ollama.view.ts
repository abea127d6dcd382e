import type { OllamaApi } from "../ollama/ollama-api.port.ts";
export type Api = OllamaApi;
