const CHANCE = "the order of models within one second, or of parameters, is left to chance";
const MEMORY = "it was recorded with other models in memory: what was not asked for was unloaded";

/** What older versions are not held against, with the reason. */
export const notOlder: Readonly<Record<string, string>> = {
  "create-quantize": "how far it was after each tensor",
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
  show: CHANCE,
  "show-created": CHANCE,
  tags: CHANCE,
  "tags-after": CHANCE,
  "tags-missing-file": CHANCE,
  "v1-models": CHANCE,
};
