import { chanceOf } from "../random.ts";
import type { Soak } from "../soak.ts";
import { downloadMany } from "./life.ts";

/** Many downloads, while everything goes wrong that can. */
export const downloads: Soak = {
  name: "downloads",
  what: "downloads so many models (--moments) while registry, Ollama and windows fail, and looks how each ends",
  run: ({ seed, moments }) => downloadMany({ downloads: moments, chance: chanceOf(seed), seed }),
};
