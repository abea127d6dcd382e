import { toLogLine, toRequestLine } from "./log.ts";

/** How long ago it ended, in seconds; who asked for what; how it was answered, how quickly, and how often in a row. */
type Asked = readonly [number, string, string, string, number, number, number?];

const [OWN, LAPTOP, BOX] = ["127.0.0.1", "192.168.1.23", "192.168.1.40"] as const;

/** The oldest first. */
const ASKED: readonly Asked[] = [
  [2950, OWN, "POST", "/api/chat", 200, 9_712],
  [2710, LAPTOP, "GET", "/v1/models", 200, 2],
  [2694, LAPTOP, "POST", "/v1/chat/completions", 200, 6_341],
  [2380, BOX, "GET", "/", 200, 0.012],
  [2362, OWN, "POST", "/api/chat", 200, 4_208],
  [2140, LAPTOP, "POST", "/v1/embeddings", 200, 41.3, 9],
  [1996, LAPTOP, "POST", "/v1/chat/completions", 200, 14_730],
  [1750, OWN, "POST", "/v1/messages", 200, 21_604],
  [1722, OWN, "POST", "/v1/messages", 200, 12_917],
  [1701, OWN, "POST", "/v1/messages", 200, 7_382],
  [1530, BOX, "POST", "/api/chat", 404, 1.21],
  [1516, BOX, "GET", "/api/tags", 200, 1.84],
  [1490, BOX, "POST", "/api/chat", 200, 8_054],
  [1204, OWN, "POST", "/api/generate", 200, 3_115],
  [1020, LAPTOP, "POST", "/v1/embeddings", 200, 38.9, 22],
  [960, LAPTOP, "POST", "/v1/chat/completions", 200, 11_260],
  [931, LAPTOP, "POST", "/api/chat", 503, 0.094],
  [902, LAPTOP, "POST", "/v1/chat/completions", 200, 9_477],
  [640, OWN, "POST", "/api/embed", 200, 43.6, 3],
  [512, BOX, "GET", "/", 200, 0.011],
  [498, BOX, "POST", "/api/chat", 404, 1.08],
  [401, OWN, "POST", "/api/chat", 200, 9_731],
  [364, LAPTOP, "GET", "/api/tags", 200, 2.02],
  [311, LAPTOP, "POST", "/api/chat", 503, 0.088],
  [287, OWN, "POST", "/v1/messages", 200, 8_915],
  [240, OWN, "POST", "/v1/messages", 200, 27_438],
  [203, BOX, "POST", "/api/chat", 404, 1.17],
  [96, LAPTOP, "POST", "/v1/embeddings", 200, 36.4, 14],
  [58, LAPTOP, "POST", "/v1/chat/completions", 200, 11_824],
];

/** What a busy machine was asked in the last hour. */
export const demoRequests = (nowMs: number): readonly string[] =>
  ASKED.flatMap(([secondsAgo, remoteAddress, method, path, status, tookMs, times = 1]) =>
    Array.from({ length: times }, (_, index) =>
      toRequestLine(
        { method, path, status, remoteAddress, tookMs: tookMs * (1 + (index % 5) / 8) },
        nowMs - (secondsAgo - index) * 1_000,
      ),
    ),
  );

/** That a model was loaded now; `weights` is its file. */
export const demoLoad = (weights: string): readonly string[] => [
  toLogLine({
    source: "llama_server.go:433",
    message: "starting llama-server",
    fields: `cmd=${JSON.stringify(`/usr/local/lib/ollama/llama-server --model ${weights} -c 4096 -np 1`)}`,
  }),
  toLogLine({ source: "llama_server.go:1362", message: "llama-server started in 4.10 seconds" }),
];
