import type { SimulatedModel } from "../../../src/index.ts";
import { digestOf } from "../../../src/simulator/model/layers.ts";
import { until } from "../../support/until.ts";
import { after, sendRequest, load, loaded, type State } from "../testbed.ts";
import { damagedModels, recordedModels, pony } from "../recorded-models.ts";

const installed: State = { models: recordedModels() };
const empty: State = {};

const FOAL = { model: "foal:tiny", input: [] };
const SHIRE = { model: "me/shire:28m" };
const PONY_FOR_EVER = { model: "pony", keep_alive: -1 };

/** The states for the recordings of loading, unloading, and `ps`. */
export const memoryStates: Readonly<Record<string, State>> = {
  "delete-loaded": {
    models: [...recordedModels(), fromFile()],
    prepare: ({ simulator }) => load(simulator, { model: "from-file" }),
  },
  "keep-alive-2s": installed,
  "keep-alive-bad": installed,
  "keep-alive-forever": installed,
  "load-fails-missing-file": { models: damagedModels("file-missing") },
  "load-fails-truncated-file": { models: damagedModels("file-truncated") },
  "options-num-ctx": installed,
  "ps-after-busy": after(loaded(FOAL)),
  "ps-after-delete-loaded": {
    models: [...recordedModels(), fromFile()],
    prepare: async ({ simulator }) => {
      await load(simulator, FOAL, { ...SHIRE, options: { num_ctx: 512 } }, { model: "from-file" });
      await sendRequest(simulator, "/api/delete", { model: "from-file" }, "DELETE");
    },
  },
  "ps-empty": empty,
  "ps-expired": after(loaded({ ...SHIRE, keep_alive: "4m" }, FOAL)),
  "ps-forever": after(loaded(FOAL, SHIRE, PONY_FOR_EVER)),
  "ps-just-unloaded": after(loaded(FOAL, SHIRE, { ...SHIRE, keep_alive: 0 })),
  "ps-loaded": after(loaded(SHIRE)),
  "ps-loading": {
    models: recordedModels(),
    options: { loadMs: 60_000 },
    prepare: async ({ simulator }) => {
      const loading = sendRequest(simulator, "/api/generate", SHIRE).catch(() => undefined);
      await Promise.race([loading, until(() => simulator.requestCount("POST /api/generate") === 1)]);
    },
  },
  "ps-num-ctx": after(loaded(FOAL, { ...SHIRE, options: { num_ctx: 512 } })),
  "ps-stopping": after(loaded(FOAL, SHIRE, { ...SHIRE, keep_alive: 0 })),
  "ps-three": after(loaded({ ...SHIRE, keep_alive: "4m" }, FOAL, PONY_FOR_EVER)),
  "ps-unloaded": after(loaded(FOAL, SHIRE, { ...SHIRE, keep_alive: 0 })),
  unload: after(loaded(SHIRE)),
  "unload-busy": after(loaded(SHIRE)),
  "unload-missing": empty,
};

/** After `delete-loaded`, this model is only in memory. */
function fromFile(): SimulatedModel {
  return pony("from-file", {
    digest: "7a6dcedd7b41257903955dd41b6e46d1a535aee8a450b84f296d9fd0d2bb424e",
    parameterSize: "109K",
    weights: { digest: digestOf("from a file"), sizeBytes: 227_104 },
  });
}
