import type { Handle } from "../http/router.ts";

/** `/`: used by the command line to check whether Ollama runs. */
export const root: Handle = (_request, answer) =>
  answer.text(200, "Ollama is running", { "content-type": "text/plain; charset=utf-8" });

/** `/api/version`. */
export const version: Handle = (_request, answer, ollama) => answer.json(200, { version: ollama.version });

/** `/api/status`: whether the cloud is disabled. */
export const status: Handle = (_request, answer, { isCloudDisabled }) =>
  answer.json(200, { cloud: { disabled: isCloudDisabled, source: isCloudDisabled ? "env" : "none" } });

/** `/api/experimental/model-recommendations`. */
export const recommendations: Handle = (_request, answer, ollama) =>
  answer.json(200, { recommendations: ollama.recommendations });
