import { describe, it } from "vitest";
import { ollamaApiContract } from "./contracts/index.ts";
import { FakeOllama, fakeModel, modelName } from "./index.ts";

describe("the fake Ollama", () => {
  const ollama = new FakeOllama(Date.now);
  ollama.appear();
  ollama.models = [fakeModel("pony"), fakeModel("foal", { capabilities: ["embedding"] })];
  ollama.recommended = [{ model: modelName("pony"), description: "Small and patient." }];
  ollama.answersWith = ({ endpoint }) =>
    endpoint === "/api/embed"
      ? [{ kind: "vector", size: 64, first: [0, 1, 2, 3, 4, 5, 6, 7], figures: {}, raw: "" }]
      : [
          { kind: "part", text: "Hel", thought: "", raw: "" },
          { kind: "part", text: "lo.", thought: "", raw: "" },
          { kind: "end", figures: { answerTokens: 2, tokensPerSecond: 50 }, isCut: false, raw: "" },
        ];
  const world = { api: ollama, model: modelName("pony"), embedder: modelName("foal") };
  const promises = ollamaApiContract.filter(({ unless }) => unless?.(world) === undefined);
  for (const { name, keep } of promises) it(name, () => keep(world));
});
