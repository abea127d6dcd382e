/** The recordings that the simulator is not held against here, each with its reason. */
export const leftOut: Readonly<Record<string, string>> = {
  "disk-models": "no answer: what lay on the disk after creates, whose bytes the simulator does not have",
  "load-fails-cache-type": "needs OLLAMA_KV_CACHE_TYPE, which the simulator does not know",
  "log-bad-host": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-bad-models-dir": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-crash": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-first-start": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-load-and-sigterm": "no answer, and the simulator has no runners to log of",
  "log-port-taken": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-sigint": "no answer: stand-in.test.ts holds the stand-in against it",
  "log-sigterm": "no answer: stand-in.test.ts holds the stand-in against it",
  memory: "no answer: memory.test.ts holds the estimate against it",
  "processes-sigkill":
    "no answer, and models run within the simulator: it has no processes that could live on",
  "stops-in-mid-pull": "no answer: pulls/stops.test.ts holds the simulator against it",
  "v1-chat": "neither the product nor the official client calls it",
  "v1-chat-stream": "neither the product nor the official client calls it",
  "v1-messages": "neither the product nor the official client calls it",
  "v1-missing": "neither the product nor the official client calls it",
};
