import { Ollama } from "ollama";
import { describe, expect, it } from "vitest";
import { registryModel, simulatedModel, type Registry, type Simulator } from "../src/index.ts";
import { registryFor, simulatorFor } from "./support/open.ts";
import { until } from "./support/until.ts";

describe("the official client can use", () => {
  it("version, list and show", async () => {
    const { client } = await openWithClient();
    expect(await client.version()).toEqual({ version: "0.33.0-rc2" });
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toEqual(["nomic-embed-text:latest", "llama3.2:3b"]);
    const shown = await client.show({ model: "llama3.2:3b" });
    expect(shown).toMatchObject({ capabilities: ["completion"], details: { family: "llama" } });
    await expect(client.show({ model: "missing" })).rejects.toThrow("model 'missing:latest' not found");
  });

  it("generate, with and without a stream", async () => {
    const { client } = await openWithClient();
    const whole = await client.generate({ model: "llama3.2:3b", prompt: "hi" });
    expect(whole).toMatchObject({ done: true, done_reason: "stop" });
    const tokens: (string | undefined)[] = [];
    for await (const part of await client.generate({ model: "llama3.2:3b", prompt: "hi", stream: true })) {
      tokens.push(part.response);
    }
    expect(tokens.length).toBeGreaterThan(10);
    expect(tokens.join("")).toBe(whole.response);
  });

  it("chat, with and without a stream, with a limit", async () => {
    const { client } = await openWithClient();
    const chat = {
      model: "llama3.2:3b",
      messages: [{ role: "user", content: "hi" }],
      options: { num_predict: 3 },
    };
    const whole = await client.chat(chat);
    expect(whole).toMatchObject({ done_reason: "length", eval_count: 3 });
    const parts = [];
    for await (const part of await client.chat({ ...chat, stream: true })) parts.push(part);
    expect(parts.map(({ message }) => message.content).join("")).toBe(whole.message.content);
    expect(parts.at(-1)).toMatchObject({ done: true, done_reason: "length" });
  });

  it("embed and embeddings", async () => {
    const { client } = await openWithClient();
    const { embeddings } = await client.embed({ model: "nomic-embed-text", input: ["a", "b"] });
    expect(embeddings.map((vector) => Math.hypot(...vector).toFixed(3))).toEqual(["1.000", "1.000"]);
    const { embedding } = await client.embeddings({ model: "nomic-embed-text", prompt: "a" });
    expect(embedding).toHaveLength(embeddings[0]!.length);
    await expect(client.embed({ model: "llama3.2:3b", input: "a" })).rejects.toThrow(
      "does not support embeddings",
    );
  });

  it("ps, load and unload", async () => {
    const { client } = await openWithClient();
    expect(await client.generate({ model: "llama3.2:3b", prompt: "" })).toMatchObject({
      done_reason: "load",
    });
    const { models } = await client.ps();
    expect(models).toMatchObject([{ name: "llama3.2:3b", size_vram: 0, context_length: 4096 }]);
    const unload = { model: "llama3.2:3b", prompt: "", keep_alive: 0 };
    expect(await client.generate(unload)).toMatchObject({ done_reason: "unload" });
    expect(await client.ps()).toEqual({ models: [] });
  });

  it("copy, delete and create", async () => {
    const { client, simulator } = await openWithClient();
    await client.copy({ source: "llama3.2:3b", destination: "mine" });
    const progress = [];
    for await (const { status } of await client.create({
      model: "calm",
      from: "mine",
      system: "Be calm.",
      stream: true,
    })) {
      progress.push(status);
    }
    expect(progress.at(-1)).toBe("success");
    expect(await client.show({ model: "calm" })).toMatchObject({ system: "Be calm." });
    expect(await client.delete({ model: "mine" })).toEqual({ status: "success" });
    expect(simulator.models.map(({ name }) => name)).not.toContain("mine:latest");
    await expect(client.delete({ model: "mine" })).rejects.toThrow("model 'mine' not found");
  });

  it("pull, with and without a stream, and its errors", async () => {
    const { client, simulator, registry } = await openWithClient();
    expect(await client.pull({ model: "tiny" })).toEqual({ status: "success" });
    const seen = [];
    const name = `${registry.host}/me/other:q`;
    for await (const { status } of await client.pull({ model: name, insecure: true, stream: true })) {
      seen.push(status);
    }
    expect(seen).toEqual(expect.arrayContaining(["pulling manifest", "verifying sha256 digest", "success"]));
    expect(simulator.models.map((model) => model.name).sort()).toEqual(
      [name, "llama3.2:3b", "nomic-embed-text:latest", "tiny:latest"].sort(),
    );
    await expect(client.pull({ model: "missing" })).rejects.toThrow(
      "pull model manifest: file does not exist",
    );
    const stream = await client.pull({ model: "missing", stream: true });
    await expect(drain(stream)).rejects.toThrow("pull model manifest: file does not exist");
  });

  it("the abort of a stream", async () => {
    const { client, simulator } = await openWithClient({ tokenMs: 5 });
    const stream = await client.generate({ model: "llama3.2:3b", prompt: "hi", stream: true });
    const reading = (async () => {
      for await (const _ of stream) client.abort();
    })();
    await expect(reading).rejects.toThrow(/abort/i);
    await until(() => simulator.loaded.length === 1);
  });
});

async function openWithClient(
  options: { readonly tokenMs?: number } = {},
): Promise<{ client: Ollama; simulator: Simulator; registry: Registry }> {
  const models = [
    registryModel("tiny", { downloadBytes: 30_000 }),
    registryModel("me/other:q", { downloadBytes: 30_000 }),
  ];
  const registry = await registryFor({ models });
  const simulator = await simulatorFor({
    ...options,
    models: [simulatedModel("llama3.2:3b"), simulatedModel("nomic-embed-text")],
    registry: { defaultRegistryUrl: registry.url },
  });
  return { client: new Ollama({ host: simulator.url }), simulator, registry };
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
