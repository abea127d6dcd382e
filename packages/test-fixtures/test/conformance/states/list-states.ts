import { afterNewer, copied, herd, manyLists, one, onlyGgml, parts, two } from "../recorded-lists.ts";
import { RECORDED_REGISTRY } from "../recorded-models.ts";
import { load, sendRequest, type State, type Testbed } from "../testbed.ts";

const ARABIAN = { model: `${RECORDED_REGISTRY}/arabian` };
const GGML_DIGEST = "c1a89e2001ab5d699cdc6fcbffb1900efa4200f7a24ee96e58bff0ecdbe3a709";

const withTwo: State = { models: [two] };
const withCopy: State = { models: [two, copied] };

const bothLoaded: State = {
  ...withTwo,
  prepare: async ({ simulator }) => {
    await load(simulator, { ...ARABIAN, runner: "ggml" }, { ...ARABIAN, keep_alive: "9m" });
  },
};

const withoutGgml: State = { models: manyLists, prepare: (testbed) => remove(testbed, GGML_DIGEST) };

async function remove({ simulator }: Testbed, ...names: readonly string[]): Promise<void> {
  for (const model of names) await sendRequest(simulator, "/api/delete", { model }, "DELETE");
}

/** The states for the recordings of manifest lists. Only 0.40 has them. */
export const listStates: Readonly<Record<string, State>> = {
  "copy-list": withTwo,
  "create-from-list": withCopy,
  "create-list": { models: parts },
  "create-list-clash": { models: [...parts, onlyGgml] },
  "create-list-empty": { models: parts },
  "delete-child": withCopy,
  "delete-list": { models: [{ ...one, name: `${RECORDED_REGISTRY}/brabant:latest` }] },
  "delete-list-copy": withCopy,
  "generate-by-digest": withTwo,
  "generate-load-list": withTwo,
  "generate-load-list-runner": withTwo,
  "generate-runner-not-here": withTwo,
  "ps-by-digest": { ...withTwo, prepare: ({ simulator }) => load(simulator, { model: GGML_DIGEST }) },
  "ps-list": { ...withTwo, prepare: ({ simulator }) => load(simulator, ARABIAN) },
  "ps-list-two": bothLoaded,
  "ps-list-unloaded": {
    ...withTwo,
    prepare: async (testbed) => {
      await bothLoaded.prepare?.(testbed);
      await load(testbed.simulator, { ...ARABIAN, keep_alive: 0 });
    },
  },
  "pull-bad-runner": { models: parts },
  "show-by-digest": withTwo,
  "show-by-short-digest": withTwo,
  "show-created-from-list": {
    ...withCopy,
    prepare: async ({ simulator }) => {
      const body = { model: "calm-arab", from: "arab", system: "Be calm." };
      await (await sendRequest(simulator, "/api/create", body)).text();
    },
  },
  "show-herd": { models: [herd] },
  "show-list": { models: [one] },
  "show-list-all": withTwo,
  "show-list-all-and-runner": withTwo,
  "show-list-runner": withTwo,
  "show-list-runner-not-here": { models: [one] },
  "show-list-runner-unknown": { models: [one] },
  "show-list-two": withTwo,
  "tags-list": { models: [one] },
  "tags-list-copied": withCopy,
  "tags-child-deleted": withoutGgml,
  "tags-list-deleted": {
    ...withoutGgml,
    prepare: async (testbed) => {
      await withoutGgml.prepare?.(testbed);
      await remove(testbed, `${RECORDED_REGISTRY}/brabant`, "arab");
    },
  },
  "tags-list-newer": { models: afterNewer },
  "tags-list-two": withTwo,
  "unload-list": bothLoaded,
  "v1-models-list": { models: [one] },
  "v1-models-list-two": withTwo,
};
