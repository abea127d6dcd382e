const CHANCE = "the order of models within one second is random";
const MEMORY = "it was recorded with other models in memory, which were unloaded meanwhile";

/** The recordings of older versions that are not compared, each with the reason. */
export const excludedForOlder: Readonly<Record<string, string>> = {
  "create-quantize": "its progress after each tensor differs",
  "generate-images": "older engines answer as if there were no images",
  "ps-after-busy": MEMORY,
  "ps-after-delete-loaded": MEMORY,
  "ps-expired": MEMORY,
  "ps-forever": MEMORY,
  "ps-just-unloaded": MEMORY,
  "ps-num-ctx": MEMORY,
  "ps-stopping": MEMORY,
  "ps-three": MEMORY,
  "ps-unloaded": MEMORY,
  tags: CHANCE,
  "tags-after": CHANCE,
  "tags-missing-file": CHANCE,
  "v1-models": CHANCE,
};
