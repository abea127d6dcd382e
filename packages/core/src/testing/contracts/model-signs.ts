import assert from "node:assert/strict";
import type { ModelSign } from "../../models/log-signs.ts";
import type { ModelSigns } from "../../models/model-signs.port.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** An Ollama that we started, and what sees its models. */
export type SignsWorld = {
  readonly signs: ModelSigns;
  /** Another program adds a model. */
  addModel(name: string): Promise<void>;
  /** Another program loads a model. */
  loadModel(): Promise<void>;
};

/** What every `ModelSigns` promises. */
export const modelSignsContract: Contract<SignsWorld> = [
  {
    name: "emits after a model was added, each time",
    async keep({ signs, addModel }) {
      const { seen, stop } = await watch(signs);
      await addModel("pony");
      await until(() => seen.length > 0, "the first one is seen");
      const before = await settledCount(seen);
      await addModel("foal");
      await until(() => seen.length > before, "the second one is seen");
      assert.deepEqual([...new Set(seen)], ["installed"]);
      stop();
    },
  },
  {
    name: "emits after a model was loaded",
    async keep({ signs, loadModel }) {
      const { seen, stop } = await watch(signs);
      await loadModel();
      await until(() => seen.length > 0, "it is seen");
      assert.deepEqual(seen, ["loaded"]);
      stop();
    },
  },
  {
    name: "emits nothing by itself, and nothing after it was unsubscribed from",
    async keep({ signs, addModel }) {
      const left = await watch(signs);
      left.stop();
      const { seen, stop } = await watch(signs);
      assert.deepEqual(seen, []);
      await addModel("pony");
      await until(() => seen.length > 0, "it is seen by the one that watches");
      assert.deepEqual(left.seen, []);
      stop();
    },
  },
];

/** What a watcher needs to see how things are at first, or the last step of a change. */
const LOOK_MS = 400;

const aLook = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** How many there are once no more come: a busy machine may see the steps of a change one by one. */
async function settledCount(seen: readonly ModelSign[]): Promise<number> {
  const before = seen.length;
  await aLook();
  return seen.length === before ? before : settledCount(seen);
}

async function watch(signs: ModelSigns): Promise<{ readonly seen: readonly ModelSign[]; stop(): void }> {
  const seen: ModelSign[] = [];
  const watching = signs.watch({ isOurs: true, blobFiles: [] }).subscribe((sign) => seen.push(sign));
  await aLook();
  return { seen, stop: () => watching.unsubscribe() };
}
