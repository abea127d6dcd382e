import type { App } from "@paddock/core";
import { modelName } from "@paddock/core/testing";
import { host } from "./scene-host.ts";

const SPEEDS = [58.4, 60.2, 57.6, 61.5, 60.1, 22, 60.4, 62.2, 59.8, 58.7, 61.5, 60.8, 59.9, 61.3, 60.9];
const HOUR_MS = 3_600_000;

/** What a benchmark has come to, the day before yesterday. */
export const keepSceneBenchmark = (app: App): void =>
  void app.dispatch({
    type: "try.keep-benchmark",
    host,
    result: {
      model: modelName("qwen3:14b"),
      startedAtMs: Date.now() - 8 * 24 * HOUR_MS,
      tookMs: 18_400,
      version: "0.40.8",
      levels: [
        { atOnce: 1, tokensPerSecond: 56.5, firstMs: 176 },
        { atOnce: 2, tokensPerSecond: 91.2, firstMs: 231 },
        { atOnce: 4, tokensPerSecond: 118.4, firstMs: 412 },
      ],
    },
  });

/** What a model was measured at in the last days; once, a part of it was on the CPU. */
export function keepSceneRuns(app: App): void {
  for (const [index, tokensPerSecond] of SPEEDS.entries())
    void app.dispatch({
      type: "try.keep",
      host,
      ran: {
        model: modelName("qwen3:14b"),
        askedAtMs: Date.now() - (SPEEDS.length - index) * 5.2 * HOUR_MS,
        firstMs: 150 + 8 * index,
        loadMs: index % 4 === 0 ? 1_412 : 40,
        promptTokens: 24,
        answerTokens: 87 + 3 * index,
        tokensPerSecond,
        cpuShare: tokensPerSecond < 30 ? 0.375 : 0,
      },
    });
}
