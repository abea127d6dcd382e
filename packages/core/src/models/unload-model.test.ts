import { lastValueFrom, of } from "rxjs";
import { describe, expect, it } from "vitest";
import { FakeOllama, fakeModel, modelName } from "../testing/index.ts";
import type { LoadedModel } from "./models-events.ts";
import { unloadIfLoaded, unloadModel } from "./unload-model.source.ts";

const hex = (letter: string): string => letter.repeat(64);
const pony = fakeModel("pony", {
  digest: hex("a"),
  runner: "llamacpp",
  copies: [{ ...fakeModel("pony"), digest: hex("b"), runner: "ggml" }],
});
const inMemory = (name: string, digest: string): LoadedModel => ({
  name: modelName(name),
  digest,
  sizeBytes: 1,
  vramBytes: 0,
  expiresAtMs: 0,
});

function ollamaWith(...loaded: readonly LoadedModel[]) {
  const ollama = new FakeOllama();
  ollama.appear();
  ollama.models = [pony];
  ollama.loaded = loaded;
  const ports = {
    api: ollama,
    models: () => ({ list: { models: [pony], atMs: 0, seq: 1 }, loaded: [], details: {} }),
  };
  const unloads = () => ollama.requests.filter((request) => request === "POST /api/generate").length;
  return { ollama, ports, unloads };
}

describe("unloading a model", () => {
  it("ends every copy of it", async () => {
    const { ollama, ports } = ollamaWith(
      inMemory("pony", hex("a")),
      inMemory("foal", hex("c")),
      inMemory("pony", hex("b")),
      inMemory(`sha256-${hex("b")}`, hex("b")),
    );
    await lastValueFrom(unloadModel(ports, pony.name));
    expect(ollama.loaded.map(({ name }) => name)).toEqual(["foal:latest"]);
  });

  it("asks once if one copy is loaded, none is, or nothing is known", async () => {
    for (const loaded of [[inMemory("pony", hex("a"))], []]) {
      const { ports, unloads } = ollamaWith(...loaded);
      await lastValueFrom(unloadModel(ports, pony.name));
      expect(unloads()).toBe(1);
    }
    const { ollama, ports, unloads } = ollamaWith(inMemory("pony", hex("a")));
    ollama.failures.set("GET /api/ps", { kind: "busy" });
    await lastValueFrom(unloadModel(ports, pony.name));
    expect(unloads()).toBe(1);
  });

  it("does not ask again for copies that are still answering", async () => {
    const { ollama, ports } = ollamaWith(inMemory("pony", hex("a")), inMemory("pony", hex("b")));
    const sent: string[] = [];
    const answering = {
      listLoaded: () => ollama.listLoaded(),
      unload: (name: string) => of(void sent.push(name)),
    };
    await lastValueFrom(unloadModel({ ...ports, api: answering }, pony.name));
    expect(sent).toEqual([pony.name]);
  });

  it("can be left out if no copy is loaded", async () => {
    const { ports, unloads } = ollamaWith(inMemory("foal", hex("c")));
    await lastValueFrom(unloadIfLoaded(ports, pony.name), { defaultValue: undefined });
    expect(unloads()).toBe(0);
  });
});
