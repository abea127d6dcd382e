import { httpOllamaApi } from "../adapters/ollama/http-ollama-api.ts";
console.log(httpOllamaApi);
