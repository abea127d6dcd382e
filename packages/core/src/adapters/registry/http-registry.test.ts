import { createHash } from "node:crypto";
import { openRegistry, registryModel } from "@paddock/test-fixtures";
import { firstValueFrom, of } from "rxjs";
import { describe, expect, it } from "vitest";
import { toFailure, type Failure } from "../../shared/failure.ts";
import type { HttpPart, HttpRequest } from "../../ollama/http-transport.port.ts";
import { runnerOrderOn, USUAL_ORDER, type RunnerOrder } from "../../models/runners.ts";
import { modelName } from "../../testing/index.ts";
import { httpRegistry } from "./http-registry.ts";
import { nodeTransport } from "../http/node-transport.ts";

const asker = { version: "0.33.0" };

it("reads the size of every layer and of the configuration with a single request", async () => {
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
    await firstValueFrom(port.manifest(modelName(`${registry.host}/stable/missing`), asker)).catch(toFailure),
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

it("uses https unless a registry is marked as insecure", async () => {
  const log: string[] = [];
  const port = httpRegistry({
    transport,
    isInsecure: () => false,
    logger: { info: (message) => void log.push(message), warn() {} },
  });
  for (const name of ["llama3.2", "hf.co/user/repo:Q4_K_M", "example.com/ns/model"])
    await expect(firstValueFrom(port.manifest(modelName(name), asker))).rejects.toMatchObject({
      failure: { kind: "unexpected" },
    });
  expect(log).toEqual([
    "GET https://registry.ollama.ai/v2/library/llama3.2/manifests/latest",
    "GET https://huggingface.co/v2/user/repo/manifests/Q4_K_M",
    "GET https://example.com/v2/ns/model/manifests/latest",
  ]);
});

it("asks the stand-ins for Ollama's registry and for Hugging Face in a demo", async () => {
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

/** A registry client whose transport answers by address; `asked` lists the requests. */
function registryAnswering(
  answers: Readonly<Record<string, { status?: number; location?: string; text?: string }>>,
  runnerOrder: RunnerOrder = USUAL_ORDER,
) {
  const asked: HttpRequest[] = [];
  const port = httpRegistry({
    isInsecure: (host) => host === "plain.example",
    runnerOrder,
    logger: { info() {}, warn() {} },
    transport: {
      send(request) {
        asked.push(request);
        const { status = 200, location, text = "" } = answers[request.url] ?? { status: 404 };
        const headers = new Map(location === undefined ? [] : [["location", location] as const]);
        return of<HttpPart[]>({ kind: "head", status, headers }, { kind: "bytes", bytes: Buffer.from(text) });
      },
      close() {},
    },
  });
  const failureOf = (name: string) => firstValueFrom(port.manifest(modelName(name), asker)).catch(toFailure);
  return { asked, port, failureOf };
}

const MANIFEST = JSON.stringify({
  config: { digest: `sha256:${"c".repeat(64)}`, size: 500 },
  layers: [
    { digest: `sha256:${"a".repeat(64)}`, size: 50_000, mediaType: "application/vnd.ollama.image.model" },
  ],
});

describe("a registry that redirects", () => {
  const START = "https://example.com/v2/ns/pony/manifests/latest";

  it.each([301, 302, 307, 308])(
    "is followed (%i), with the same few headers to every host",
    async (status) => {
      const { asked, port } = registryAnswering({
        [START]: { status, location: "/v2/ns/horse/manifests/latest" },
        "https://example.com/v2/ns/horse/manifests/latest": {
          status,
          location: "https://me:secret@other.example/m",
        },
        "https://other.example/m": { text: MANIFEST },
      });
      const { layers } = await firstValueFrom(port.manifest(modelName("example.com/ns/pony"), asker));
      expect(layers.map(({ sizeBytes }) => sizeBytes)).toEqual([50_000, 500]);
      expect(asked.map(({ url }) => url)).toEqual([
        START,
        "https://example.com/v2/ns/horse/manifests/latest",
        "https://other.example/m",
      ]);
      for (const { headers = {} } of asked)
        expect(Object.keys(headers).toSorted()).toEqual(["accept", "user-agent"]);
    },
  );

  it("is followed only three times", async () => {
    const { asked, failureOf } = registryAnswering({ [START]: { status: 302, location: START } });
    expect(await failureOf("example.com/ns/pony")).toEqual({ kind: "redirected", status: 302 });
    expect(asked).toHaveLength(4);
  });

  it.each(["http://example.com/m", "file:///etc/passwd", "https://", undefined])(
    "is not followed from https to %s",
    async (location) => {
      const { asked, failureOf } = registryAnswering({
        [START]: { status: 301, ...(location && { location }) },
      });
      expect(await failureOf("example.com/ns/pony")).toEqual({ kind: "redirected", status: 301 });
      expect(asked).toHaveLength(1);
    },
  );

  it("may be followed from http to http if its host is marked as insecure", async () => {
    const { port } = registryAnswering({
      "http://plain.example/v2/ns/pony/manifests/latest": { status: 301, location: "http://plain.example/m" },
      "http://plain.example/m": { text: MANIFEST },
    });
    const { digest } = await firstValueFrom(port.manifest(modelName("plain.example/ns/pony"), asker));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

const rejected = (status: number, message: string): Failure => ({ kind: "rejected", status, message });

describe("a registry that refuses", () => {
  const START = "https://hf.example/v2/me/pony/manifests/Q4";
  const failureAt = (status: number, text: string) =>
    registryAnswering({ [START]: { status, text } }).failureOf("hf.example/me/pony:Q4");

  it.each([
    [
      400,
      '{"error":"The specified tag is a sharded GGUF. Ollama does not support this yet."}',
      { kind: "sharded" },
    ],
    [400, "400: sharded GGUF", { kind: "sharded" }],
    [400, '{"error":"The specified tag is not a valid quantization scheme."}', { kind: "not-in-registry" }],
    [400, '{"error":"No."}', { kind: "rejected", status: 400, message: "No." }],
    [
      400,
      "The specified GGUF file does not exist.",
      rejected(400, "The specified GGUF file does not exist."),
    ],
    [
      400,
      '{"errors":[{"code":"MANIFEST_INVALID","message":"manifest invalid"}]}',
      rejected(400, "manifest invalid"),
    ],
    [400, '{"errors":[{"code":"MANIFEST_INVALID"}]}', rejected(400, "MANIFEST_INVALID")],
    [451, "Unavailable For Legal Reasons", rejected(451, "Unavailable For Legal Reasons")],
    [400, '{"odd":1}', rejected(400, "")],
    [503, "<html>", { kind: "rejected", status: 503, message: "" }],
    [403, "", { kind: "unauthorised" }],
  ])("gives a reason: %i %s", async (status, text, failure) => {
    expect(await failureAt(status, text)).toEqual(failure);
  });

  it("may list the layers without a configuration, as Ollama accepts it", async () => {
    const { port, asked } = registryAnswering({
      [START]: { text: MANIFEST.replace(/"config":\{[^}]*\}/, '"config":null') },
    });
    const manifest = await firstValueFrom(port.manifest(modelName("hf.example/me/pony:Q4"), asker));
    expect(manifest.layers).toEqual([{ digest: `sha256:${"a".repeat(64)}`, sizeBytes: 50_000 }]);
    expect(manifest).not.toHaveProperty("configDigest");
    expect(await firstValueFrom(port.card(modelName("hf.example/me/pony:Q4"), manifest, asker))).toEqual({});
    expect(asked).toHaveLength(1);
  });

  it("may have a model that runs in the cloud, without layers of its own", async () => {
    const config = `sha256:${"c".repeat(64)}`;
    const { port } = registryAnswering({
      [START]: { text: JSON.stringify({ config: { digest: config, size: 384 }, layers: [] }) },
      [`https://hf.example/v2/me/pony/blobs/${config}`]: {
        text: '{"remote_host":"https://ollama.com:443","remote_model":"pony","capabilities":["completion"]}',
      },
    });
    const manifest = await firstValueFrom(port.manifest(modelName("hf.example/me/pony:Q4"), asker));
    expect(manifest.layers).toEqual([{ digest: config, sizeBytes: 384 }]);
    const card = await firstValueFrom(port.card(modelName("hf.example/me/pony:Q4"), manifest, asker));
    expect(card).toEqual({ remoteHost: "https://ollama.com:443" });
  });

  it.each(['{"config":null,"layers":null}', "<html>", "[]", ""])(
    "may answer with something that is not a manifest: %s",
    async (text) => {
      expect(await failureAt(200, text)).toMatchObject({ kind: "unreadable" });
    },
  );
});

describe("a registry with a list of manifests", () => {
  const START = "https://example.com/v2/ns/pony/manifests/latest";
  const LIST_TYPE = "application/vnd.ollama.manifest.list.v2+json";
  const childOf = (runner: string, size: number) =>
    JSON.stringify({
      config: { digest: `sha256:${"c".repeat(64)}`, size: 500 },
      layers: [{ digest: `sha256:${"a".repeat(64)}`, size, mediaType: "application/vnd.ollama.image.model" }],
      runner,
    });
  const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
  const [ggml, llamacpp, mlx] = [
    childOf("ggml", 51_000),
    childOf("llamacpp", 123_000),
    childOf("mlx", 7_000),
  ];
  const list = (...children: readonly (readonly [runner: string, text: string])[]) =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: LIST_TYPE,
      manifests: children.map(([runner, text]) => ({ digest: `sha256:${digestOf(text)}`, runner })),
    });
  const blob = (text: string) => `https://example.com/v2/ns/pony/blobs/sha256:${digestOf(text)}`;
  const answers = {
    [START]: { text: list(["ggml", ggml], ["llamacpp", llamacpp], ["mlx", mlx]) },
    [blob(ggml)]: { text: ggml },
    [blob(llamacpp)]: { text: llamacpp },
    [blob(mlx)]: { text: mlx },
  };
  const newer = { version: "0.40.0" };
  const pony = modelName("example.com/ns/pony");

  it("is asked for it, and the size is that of the child which Ollama will choose", async () => {
    const { port, asked } = registryAnswering(answers);
    expect(await firstValueFrom(port.manifest(pony, newer))).toMatchObject({
      digest: digestOf(llamacpp),
      runner: "llamacpp",
      layers: [{ sizeBytes: 123_000 }, { sizeBytes: 500 }],
    });
    expect(asked.map(({ url }) => url)).toEqual([START, blob(llamacpp)]);
    expect(asked[0]?.headers?.["accept"]).toBe(
      `${LIST_TYPE}, application/vnd.docker.distribution.manifest.v2+json`,
    );
  });

  it("has another child for another platform, and for a runner that is wanted", async () => {
    const { port } = registryAnswering(answers, runnerOrderOn("darwin", "arm64"));
    expect((await firstValueFrom(port.manifest(pony, newer))).digest).toBe(digestOf(mlx));
    expect((await firstValueFrom(port.manifest(pony, newer, "ggml"))).digest).toBe(digestOf(ggml));
    expect((await firstValueFrom(port.manifest(pony, newer, "new"))).digest).toBe(digestOf(mlx));
  });

  it("tells the digests of all children without reading them", async () => {
    const { port, asked } = registryAnswering(answers);
    expect(await firstValueFrom(port.digests(pony, newer))).toEqual([ggml, llamacpp, mlx].map(digestOf));
    expect(asked).toHaveLength(1);
  });

  it("is not asked for it by an Ollama older than 0.40", async () => {
    const { port, asked } = registryAnswering({ [START]: { text: ggml } });
    const { digest, layers } = await firstValueFrom(port.manifest(pony, { version: "0.33.0" }));
    expect([digest, layers[0]?.sizeBytes]).toEqual([digestOf(ggml), 51_000]);
    expect(asked.map(({ headers }) => headers?.["accept"])).toEqual([
      "application/vnd.docker.distribution.manifest.v2+json",
    ]);
  });

  it.each([
    ["an empty list", { [START]: { text: list() } }],
    ["a list of another kind", { [START]: { text: list(["ggml", ggml]).replace(LIST_TYPE, "x") } }],
    [
      "a child with another digest than in the list",
      { [START]: { text: list(["ggml", ggml]) }, [blob(ggml)]: { text: llamacpp } },
    ],
    ["a list in a list", { [START]: { text: list(["ggml", list()]) }, [blob(list())]: { text: list() } }],
  ])("is unreadable if it has %s", async (_what, wrong) => {
    const { port } = registryAnswering(wrong);
    const failure = await firstValueFrom(port.manifest(pony, newer)).catch(toFailure);
    expect(failure).toMatchObject({ kind: "unreadable" });
  });
});
