import type { ModelSearch } from "@paddock/core";
import { catalogueSearch } from "@paddock/core/adapters/search";
import { modelName } from "@paddock/core/testing";
import { delay, of, throwError } from "rxjs";

const REPOSITORY = "hf.co/unsloth/Qwen3-30B-A3B-GGUF";
const QUANTISATIONS = {
  Q4_K_M: 18_600_000_000,
  Q5_K_M: 21_700_000_000,
  Q8_0: 32_500_000_000,
  "UD-Q8_K_XL": 36_000_000_000,
  "Qwen3-30B-A3B-128K-UD-BF16": 61_100_000_000,
};

/** The catalogue that comes with Paddock, Hugging Face with one model, and an ollama.com that does not answer. */
export const sceneSearches = (): readonly ModelSearch[] => [
  catalogueSearch(),
  {
    source: "hugging-face",
    host: "huggingface.co",
    search: () =>
      of([
        {
          source: "hugging-face" as const,
          name: REPOSITORY,
          description: "",
          capabilities: [],
          tags: [],
          pulls: 812_000,
        },
      ]).pipe(delay(50)),
    variants: () =>
      of(
        Object.entries(QUANTISATIONS).map(([label, sizeBytes]) => ({
          model: modelName(`${REPOSITORY}:${label}`),
          label,
          sizeBytes,
        })),
      ).pipe(delay(50)),
  },
  {
    source: "ollama.com",
    host: "ollama.com",
    search: () => throwError(() => new Error("The preview has no ollama.com.")),
    variants: () => of([]),
  },
];
