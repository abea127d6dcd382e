import { openRegistry, registryModel } from "@paddock/test-fixtures";
import { firstValueFrom } from "rxjs";
import { expect, it } from "vitest";
import { toFailure } from "../domain/failure.ts";
import { modelName } from "../testing/index.ts";
import { httpRegistry } from "./http-registry.ts";
import { nodeTransport } from "./node-transport.ts";

const asker = { version: "0.33.0" };

it("tells the size of every layer and of the configuration, and nobody else is asked", async () => {
  const registry = await openRegistry({ models: [registryModel("stable/pony", { downloadBytes: 50_000 })] });
  const log: string[] = [];
  const transport = nodeTransport();
  const port = httpRegistry({
    transport,
    isInsecure: (host) => host === registry.host,
    logger: { info: (message) => void log.push(message), warn() {} },
  });
  const { layers } = await firstValueFrom(port.manifest(modelName(`${registry.host}/stable/pony`), asker));
  expect(layers.length).toBeGreaterThan(1);
  expect(layers.every(({ digest, sizeBytes }) => /^sha256:[0-9a-f]{64}$/.test(digest) && sizeBytes > 0)).toBe(
    true,
  );
  expect(log).toEqual([`GET ${registry.url}/v2/stable/pony/manifests/latest`]);
  expect(registry.requestCount()).toBe(1);

  expect(
    await firstValueFrom(port.manifest(modelName(`${registry.host}/stable/nobody`), asker)).catch(toFailure),
  ).toEqual({ kind: "not-in-registry" });
  transport.close();
  await registry.close();
});

const transport = {
  send: () => {
    throw new Error("not sent");
  },
  close() {},
};

it("asks a secure registry unless it is told not to", async () => {
  const log: string[] = [];
  const port = httpRegistry({
    transport,
    isInsecure: () => false,
    logger: { info: (message) => void log.push(message), warn() {} },
  });
  for (const name of ["llama3.2", "hf.co/user/repo:Q4_K_M", "example.com/ns/model"])
    await expect(firstValueFrom(port.manifest(modelName(name), asker))).rejects.toMatchObject({
      failure: { kind: "registry-unreachable" },
    });
  expect(log).toEqual([
    "GET https://registry.ollama.ai/v2/library/llama3.2/manifests/latest",
    "GET https://huggingface.co/v2/user/repo/manifests/Q4_K_M",
    "GET https://example.com/v2/ns/model/manifests/latest",
  ]);
});

it("asks in a demo those that stand in for Ollama's registry and for Hugging Face", async () => {
  const log: string[] = [];
  const port = httpRegistry({
    transport,
    isInsecure: () => false,
    standIns: { ollama: "http://127.0.0.1:1", huggingFace: "http://127.0.0.1:2" },
    logger: { info: (message) => void log.push(message), warn() {} },
  });
  for (const name of ["llama3.2", "hf.co/user/repo:Q4_K_M", "huggingface.co/user/repo:Q8_0"])
    await expect(firstValueFrom(port.manifest(modelName(name), asker))).rejects.toThrow();
  expect(log).toEqual([
    "GET http://127.0.0.1:1/v2/library/llama3.2/manifests/latest",
    "GET http://127.0.0.1:2/v2/user/repo/manifests/Q4_K_M",
    "GET http://127.0.0.1:2/v2/user/repo/manifests/Q8_0",
  ]);
});
