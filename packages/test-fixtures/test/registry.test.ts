import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { demoRegistryModels, registryModel } from "../src/index.ts";
import { isList, isObject, parseJson, type Json } from "../src/json.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { registryFor } from "./support/open.ts";
import { runTime } from "./support/simulated-time.ts";

const ACCEPT = { accept: "application/vnd.docker.distribution.manifest.v2+json" };

it("serves a manifest, and layers that match their digests, through a redirect to another host name", async () => {
  const registry = await registryFor({
    models: [registryModel("tiny", { downloadBytes: 200_000, license: "MIT" })],
  });
  const answer = await fetch(`${registry.url}/v2/library/tiny/manifests/latest`, { headers: ACCEPT });
  const text = await answer.text();
  expect(answer.headers.get("ollama-content-digest")).toBe(sha256(Buffer.from(text)));
  const layers = layersOf(text);
  expect(layers.map(({ mediaType }) => mediaType)).toEqual([
    "application/vnd.docker.container.image.v1+json",
    "application/vnd.ollama.image.model",
    "application/vnd.ollama.image.template",
    "application/vnd.ollama.image.license",
  ]);
  for (const { digest, size } of layers) {
    const url = `${registry.url}/v2/library/tiny/blobs/${digest}`;
    const head = await fetch(url, { method: "HEAD" });
    expect(Number(head.headers.get("content-length"))).toBe(size);
    const moved = await fetch(url, { redirect: "manual" });
    expect(moved.status).toBe(307);
    expect(moved.headers.get("location")).toBe(`http://localhost:${registry.port}/cdn/${digest}`);
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect([bytes.length, `sha256:${sha256(bytes)}`]).toEqual([size, digest]);
  }
});

it("answers HEAD for a manifest", async () => {
  const registry = await registryFor({ models: [registryModel("me/tiny:q", { downloadBytes: 10 })] });
  const url = `${registry.url}/v2/me/tiny/manifests/q`;
  const head = await fetch(url, { method: "HEAD" });
  expect(head.headers.get("ollama-push-time")).toMatch(/^\d{10}$/);
  const digest = head.headers.get("ollama-content-digest");
  registry.publish(registryModel("me/tiny:q", { downloadBytes: 10, seed: "newer" }));
  expect((await fetch(url, { method: "HEAD" })).headers.get("ollama-content-digest")).not.toBe(digest);
  expect(registry.requestCount("HEAD manifest")).toBe(2);
});

it("sends any range of a layer", async () => {
  const registry = await registryFor({ models: [registryModel("tiny", { downloadBytes: 200_000 })] });
  const { digest } = layersOf(
    await (await fetch(`${registry.url}/v2/library/tiny/manifests/latest`)).text(),
  )[1]!;
  const url = `${registry.url}/cdn/${digest}`;
  const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
  for (const [first, last] of [
    [0, 0],
    [65_530, 65_545],
    [131_072, 199_999],
  ] as const) {
    const part = await fetch(url, { headers: { range: `bytes=${first}-${last}` } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes ${first}-${last}/200000`);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(first, last + 1))).toBe(true);
  }
});

it("limits the rate of all downloads together", async () => {
  const models = [registryModel("tiny", { downloadBytes: 150_000 })];
  const clock = new FakeClock();
  const registry = await registryFor({ models, bytesPerSecond: 1_000_000, clock });
  const { digest } = layersOf(
    await (await fetch(`${registry.url}/v2/library/tiny/manifests/latest`)).text(),
  )[1]!;
  const startedAtMs = clock.now();
  let takenCount = 0;
  const take = async (): Promise<void> => {
    await (await fetch(`${registry.url}/cdn/${digest}`)).arrayBuffer();
    takenCount += 1;
  };
  const taking = Promise.all([take(), take()]);
  await runTime(clock, () => takenCount === 2);
  await taking;
  expect(clock.now() - startedAtMs).toBeGreaterThan(250);
  expect(registry.sentBytes).toBe(300_000);
});

it.for([
  [401, "DENIED"],
  [403, "DENIED"],
  [404, "MANIFEST_UNKNOWN"],
  [412, "MANIFEST_INVALID"],
  [429, "DENIED"],
  [500, "DENIED"],
] as const)("refuses manifests with %i if configured", async ([status, code]) => {
  const registry = await registryFor({ models: [registryModel("tiny")] });
  registry.faults.manifestStatus = status;
  const answer = await fetch(`${registry.url}/v2/library/tiny/manifests/latest`);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ errors: [{ code }] });
});

it("has no catalogue and no list of tags, like Ollama's registry", async () => {
  const registry = await registryFor({ models: [registryModel("tiny")] });
  for (const path of ["/v2/_catalog", "/v2/library/tiny/tags/list", "/v2/library/tiny/manifests/nope"]) {
    expect((await fetch(registry.url + path)).status).toBe(404);
  }
});

it("has a long download, a short one, and one with a shared layer for the demo", async () => {
  const registry = await registryFor({ models: demoRegistryModels });
  const modelLayer = async (path: string): Promise<Layer> =>
    layersOf(await (await fetch(`${registry.url}/v2/library/${path}`)).text())[1]!;
  const long = await modelLayer("tinyllama/manifests/latest");
  expect(long.size).toBe(120_000_000);
  expect(await modelLayer("tinyllama/manifests/chat")).toEqual(long);
  expect((await modelLayer("smollm2/manifests/135m")).size).toBe(3_000_000);
});

type Layer = { readonly digest: string; readonly size: Json; readonly mediaType: Json };

function layersOf(manifest: string): readonly Layer[] {
  const json = parseJson(manifest);
  if (!isObject(json) || !isList(json.layers)) throw new Error(`no manifest: ${manifest}`);
  return [json.config, ...json.layers].flatMap((layer) => {
    if (!isObject(layer) || typeof layer.digest !== "string") return [];
    return [{ digest: layer.digest, size: layer.size ?? null, mediaType: layer.mediaType ?? null }];
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
