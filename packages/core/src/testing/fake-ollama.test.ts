import { describe, it } from "vitest";
import { ollamaApiContract } from "./contracts/index.ts";
import { FakeOllama, fakeModel, modelName } from "./index.ts";

describe("the fake Ollama", () => {
  const ollama = new FakeOllama();
  ollama.appear();
  ollama.models = [fakeModel("pony"), fakeModel("foal", { capabilities: ["embedding"] })];
  ollama.recommended = [{ model: modelName("pony"), description: "Small and patient." }];
  const world = { api: ollama, model: modelName("pony"), embedder: modelName("foal") };
  const promises = ollamaApiContract.filter(({ unless }) => unless?.(world) === undefined);
  for (const { name, keep } of promises) it(name, () => keep(world));
});
