import type { Handle } from "../http/router.ts";

/** `/`: what the command line looks at to see whether Ollama is there. */
export const root: Handle = (_asked, answer) =>
  answer.text(200, "Ollama is running", { "content-type": "text/plain; charset=utf-8" });

/** `/api/version`. */
export const version: Handle = (_asked, answer, ollama) => answer.json(200, { version: ollama.version });

/** `/api/status`: whether the cloud is switched off. */
export const status: Handle = (_asked, answer, { isCloudDisabled }) =>
  answer.json(200, { cloud: { disabled: isCloudDisabled, source: isCloudDisabled ? "env" : "none" } });

/** `/api/experimental/model-recommendations`. */
export const recommendations: Handle = (_asked, answer, ollama) =>
  answer.json(200, { recommendations: ollama.recommendations });
