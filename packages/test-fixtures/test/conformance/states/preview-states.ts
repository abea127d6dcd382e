import type { ModelTraits, SimulatedModel } from "../../../src/index.ts";
import { foal, pony, recordedModels, RECORDED_REGISTRY, shire } from "../recorded-models.ts";
import type { State } from "../testbed.ts";

const at = (second: number): ModelTraits => ({ modifiedAtMs: Date.UTC(2026, 10, 28, 16, 7, second) });

/** A copy shows the time of its source. */
const copies: readonly SimulatedModel[] = [
  ...recordedModels().slice(0, 4),
  pony("pony", { modifiedAtMs: Date.UTC(2026, 10, 23, 5, 54, 14) }),
  shire("me/shire:28m", { modifiedAtMs: Date.UTC(2026, 10, 23, 5, 54, 15) }),
  foal("foal:tiny", { modifiedAtMs: Date.UTC(2026, 10, 23, 5, 54, 16) }),
];

/** Created by the preview, which names a runner in the manifest. */
const x = pony("x", {
  digest: "1ab8ce8911cbd66868b6b573a29302496850578c6845e387e389231b6a0d4fa5",
  sizeBytes: 231_435,
  parameterSize: "109K",
  parentModel: "pony:latest",
  runner: "ggml",
  ...at(28),
});

/** States that differ from those of older versions, since the preview sorts by name within a second. */
export const previewStates: Readonly<Record<string, State>> = {
  tags: { models: copies },
  "tags-after": { models: [...copies, x] },
  "tags-missing-file": {
    models: [
      shire(`${RECORDED_REGISTRY}/shire`, { damage: "file-missing", ...at(2) }),
      pony(`${RECORDED_REGISTRY}/pony`, at(1)),
    ],
  },
  "v1-models": { models: copies },
};
