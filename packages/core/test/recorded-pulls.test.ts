import { recordings, versions } from "@paddock/test-fixtures";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { pullLineSchema } from "../src/adapters/ollama/ollama-schemas.ts";
import { toPullFailure } from "../src/adapters/ollama/pull-failure.ts";
import { evolvePull, progressOfPull, pullFrom, type PullNews } from "../src/downloads/pull-progress.ts";
import { retryPlan } from "../src/downloads/retries.ts";

/** The lines of a pull as the API reports them, and the text of its error line. */
function newsOf(lines: readonly { readonly line: unknown }[]) {
  const parsed = lines.map(({ line }) => v.parse(pullLineSchema, line));
  const news = parsed.flatMap((line): readonly PullNews[] => ("error" in line ? [] : [line]));
  return { news, error: parsed.flatMap((line) => ("error" in line ? [line.error] : []))[0] };
}

describe.each(versions)("every recorded pull of Ollama %s", (version) => {
  const pulls = recordings(version)
    .filter((recording) => recording.kind === "stream")
    .filter(({ request }) => request.path === "/api/pull")
    .map(({ name, lines }) => ({ name, ...newsOf(lines) }));

  it("has progress that never falls, and is complete only at its end", () => {
    expect(pulls.length).toBeGreaterThan(20);
    for (const { name, news } of pulls) {
      let pull = pullFrom();
      let shown = 0;
      for (const [index, one] of news.entries()) {
        pull = evolvePull(pull, one);
        const { share = shown, step } = progressOfPull(pull);
        expect(share, name).toBeGreaterThanOrEqual(shown);
        if (share === 1 && step === "pulling") expect(news[index + 1]?.kind, name).not.toBe("layer");
        shown = share;
      }
    }
  });

  it("that is a list without a fitting variant is not retried", () => {
    const error = pulls.find(({ name }) => name === "pull-list-no-runner")?.error;
    if (error === undefined) return; // an Ollama that knows no lists
    expect(toPullFailure(error)).toEqual({ kind: "no-runner", runners: "llamacpp" });
    expect(retryPlan(toPullFailure(error))).toEqual([]);
  });
});
