import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { describeLines } from "../service-log/description.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { variantFailureLine, type AddModelLine } from "./add-model.view.ts";
import type { ModelVariant } from "./found-models.ts";
import { variantLines } from "./variant-lines.view.ts";

const textsOf = (lines: readonly AddModelLine[]): readonly string[] =>
  lines.map(({ kind, label, description, detail, step }) => {
    const words = [label, description, detail].filter((word) => word !== "").join(" | ");
    return `${step ? `${step.type}: ` : `(${kind}) `}${words}`;
  });

describe("the variants of a model", () => {
  const linesOf = (variants: readonly ModelVariant[], ...events: readonly AppEvent[]) =>
    variantLines(given(pointed, running, ...events).state, { capabilities: [] }, variants);

  it("have sizes if known, and can be chosen unless Ollama cannot download them", () => {
    const lines = linesOf([
      { model: modelName("hf.co/me/pony:Q4_K_M"), label: "Q4_K_M", sizeBytes: 2_019_377_376 },
      {
        model: modelName("hf.co/me/pony:BF16"),
        label: "BF16",
        sizeBytes: 40_000_000_000,
        problem: "sharded",
      },
      { model: modelName("pony:24b"), label: "24b", sizeBytes: 14_000_000_000, isSizeRough: true },
      { model: modelName("pony:tiny"), label: "tiny" },
    ]);
    expect(textsOf(lines)).toEqual([
      "preview: Q4_K_M | 2.0 GB",
      "(remark) BF16 | 40.0 GB · split into several files, which Ollama cannot download",
      "preview: 24b | about 14 GB",
      "preview: tiny",
    ]);
  });

  it("say whether their weights fit the memory of the host, also by a rough size", () => {
    const gpu =
      'msg="inference compute" id=GPU-1 library=CUDA name=CUDA0 total="12.5 GiB" available="12.5 GiB"';
    const description = describeLines([`time=2026-11-28T14:00:00.000Z level=INFO ${gpu}`]);
    const lines = linesOf(
      [
        { model: modelName("pony:8b"), label: "8b", sizeBytes: 4_900_000_000 },
        { model: modelName("pony:70b"), label: "70b" },
      ],
      { type: "service.described", host, description },
    );
    expect(textsOf(lines)).toEqual([
      "preview: 8b | 4.9 GB · its weights fit the GPU",
      expect.stringMatching(/^preview: 70b \| about \d\d GB · only partly on the GPU$/),
    ]);
  });

  it("say that there are none, or why they are not known", () => {
    expect(textsOf(linesOf([]))).toEqual(["(remark) Ollama cannot download any variant of this model."]);
    expect(
      textsOf([variantFailureLine({ kind: "timed-out", afterMs: 10_000 }, { host: "huggingface.co" })]),
    ).toEqual([
      "(remark) The variants could not be loaded. | huggingface.co did not answer within 10 sec. Try again later.",
    ]);
  });
});
