import { createRandom } from "../random.ts";
import type { Soak } from "../soak.ts";
import { downloadMany } from "./life.ts";

/** Many downloads with all kinds of faults. */
export const downloads: Soak = {
  name: "downloads",
  what: "downloads --moments models while the registry, Ollama and windows fail, and checks how each download ends",
  run: ({ seed, moments }) => downloadMany({ downloads: moments, random: createRandom(seed), seed }),
};
