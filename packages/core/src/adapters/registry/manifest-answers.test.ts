import { expect, it } from "vitest";
import { runnerOrderOn, USUAL_ORDER, type RunnerOrder } from "../../models/runners.ts";
import { toFailure } from "../../shared/failure.ts";
import { childFor } from "./manifest-answers.ts";

const APPLE = runnerOrderOn("darwin", "arm64");

/** The runner of the child that is chosen from a list with these runners, or the failure. */
function chosenOf(runners: readonly (string | null)[], order: RunnerOrder | undefined, wanted?: string) {
  const children = runners.map((runner, index) => ({ digest: `sha256:${String(index).repeat(64)}`, runner }));
  try {
    return childFor(children, order, wanted).runner;
  } catch (error) {
    return toFailure(error);
  }
}

const noRunner = { kind: "no-runner", runners: "new, newer" };
const needsMlx = { kind: "needs-mlx" };

it.each([
  ["llamacpp before ggml", ["ggml", "llamacpp", "mlx"], USUAL_ORDER, "llamacpp"],
  ["none of those that no Ollama runs", ["new", "ggml"], USUAL_ORDER, "ggml"],
  ["nothing if no Ollama runs any of them", ["new", "newer"], USUAL_ORDER, noRunner],
  ["nothing if all need MLX, elsewhere than on Apple Silicon", ["mlx"], USUAL_ORDER, needsMlx],
  ["MLX on Apple Silicon", ["ggml", "mlx"], APPLE, "mlx"],
  ["MLX where the platform is unknown, if there is nothing else", ["mlx"], undefined, "mlx"],
  ["one whose runner is not told", ["new", null], USUAL_ORDER, null],
])("a list of manifests has for a download %s", (_what, runners, order, chosen) => {
  expect(chosenOf(runners, order)).toEqual(chosen);
});

it("a list has the child for the runner that is wanted", () => {
  expect(chosenOf(["ggml", "llamacpp"], USUAL_ORDER, "ggml")).toBe("ggml");
  expect(chosenOf(["ggml", "llamacpp"], USUAL_ORDER, "new")).toBe("llamacpp");
});
