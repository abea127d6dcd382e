import { describe, it } from "vitest";
import { FakeOllama, fakeModel, modelName, ollamaApiContract } from "./index.ts";

describe("the fake Ollama", () => {
  const ollama = new FakeOllama();
  ollama.appear();
  ollama.models = [fakeModel("pony"), fakeModel("foal", { capabilities: ["embedding"] })];
  const world = { api: ollama, model: modelName("pony"), embedder: modelName("foal") };
  const promises = ollamaApiContract.filter(({ unless }) => unless?.(world) === undefined);
  for (const { name, keep } of promises) it(name, () => keep(world));
});
