import { fasterClock, openSimulator, simulatedModel, type Simulator } from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nodeTransport } from "../src/adapters/http/node-transport.ts";
import { httpOllamaApi } from "../src/adapters/ollama/http-ollama-api.ts";
import { DEFAULT_ENDPOINT } from "../src/hosts/endpoint.ts";
import { isLeftover } from "../src/models/leftover.ts";
import type { Model } from "../src/models/models-events.ts";
import { unloadModel } from "../src/models/unload-model.source.ts";
import type { HttpTransport } from "../src/ollama/http-transport.port.ts";
import type { OllamaApi } from "../src/ollama/ollama-api.port.ts";
import { modelName } from "../src/testing/index.ts";

const pony = modelName("pony");

describe("a model that Ollama 0.40 converts", () => {
  let ollama: Simulator;
  let transport: HttpTransport;
  let api: OllamaApi;
  beforeEach(async () => {
    ollama = await openSimulator({
      version: "0.40.0",
      models: [simulatedModel("pony:latest", { needsConversion: true })],
      clock: fasterClock(10),
    });
    transport = nodeTransport();
    const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: ollama.port };
    api = httpOllamaApi({ endpoint, transport, longTransport: transport });
  });
  afterEach(async () => {
    transport.close();
    await ollama.close();
  });

  const load = () => lastValueFrom(api.load(pony, "/api/generate"));
  const list = () => firstValueFrom(api.list());

  /** Loads it, waits for the conversion, and loads it again. */
  async function convert(): Promise<readonly Model[]> {
    await load();
    await vi.waitFor(async () => expect((await list())[0]?.isConverted).toBe(true), { timeout: 5_000 });
    await load();
    return list();
  }

  it("stays one model, in two copies on the disk and in memory", async () => {
    const [before] = await list();
    const models = await convert();
    expect(models).toMatchObject([{ name: pony, runner: "llamacpp", copies: [{ runner: "ggml" }] }]);
    expect(models[0]?.digest).not.toBe(before?.digest);
    const [loaded, ...others] = await firstValueFrom(api.listLoaded());
    expect(others).toEqual([]);
    expect(loaded?.copies).toHaveLength(2);
    const { copyInUse } = await firstValueFrom(api.show(pony));
    expect(copyInUse).toBe(models[0]?.digest);
    const original = await firstValueFrom(api.show(pony, "ggml"));
    expect(original.modelfile).not.toBe((await firstValueFrom(api.show(pony))).modelfile);
  });

  it("is unloaded in all copies", async () => {
    const models = await convert();
    const known = { list: { models, atMs: 0, seq: 1 }, loaded: [], details: {} };
    await lastValueFrom(unloadModel({ api, models: () => known }, pony));
    await vi.waitFor(async () => expect(await firstValueFrom(api.listLoaded())).toEqual([]));
  });

  it("leaves its converted weights behind when it is deleted", async () => {
    await convert();
    await firstValueFrom(api.delete(pony));
    const [left, ...others] = await list();
    expect(others).toEqual([]);
    expect(left && isLeftover(left.name)).toBe(true);
    if (left) await firstValueFrom(api.delete(left.name));
    expect(await list()).toEqual([]);
  });
});
