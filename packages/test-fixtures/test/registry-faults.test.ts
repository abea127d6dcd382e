import { expect, it } from "vitest";
import { registryModel, type RegistryOptions } from "../src/index.ts";
import { FakeClock } from "./support/fake-clock.ts";
import { registryFor } from "./support/open.ts";
import { runFor, settled } from "./support/simulated-time.ts";

const MODELS = [
  registryModel("tiny", { downloadBytes: 100_000 }),
  registryModel("me/other:q", { downloadBytes: 50_000 }),
];

it("applies a fault to one model only", async () => {
  const registry = await registryFor({ models: MODELS });
  registry.faultsOf("tiny").manifestStatus = 429;
  expect((await fetch(`${registry.url}/v2/library/tiny/manifests/latest`)).status).toBe(429);
  expect((await fetch(`${registry.url}/v2/me/other/manifests/q`)).status).toBe(200);
  registry.faultsOf("tiny").manifestStatus = undefined;
  expect((await fetch(`${registry.url}/v2/library/tiny/manifests/latest`)).status).toBe(200);
});

it("applies a fault to one blob only", async () => {
  const registry = await registryFor({ models: MODELS });
  const [tiny, other] = await Promise.all([registry.layersOf("tiny"), registry.layersOf("me/other:q")]);
  registry.faultsOf(tiny[0]!.digest).cdnStatus = 403;
  expect((await fetch(`${registry.url}/cdn/${tiny[0]!.digest}`)).status).toBe(403);
  expect((await fetch(`${registry.url}/cdn/${other[0]!.digest}`)).status).toBe(200);
});

it.for([
  ["ollama/0.33.0-rc2 (amd64 linux) Go/go1.26.0", 200],
  ["ollama/0.14.0", 200],
  ["ollama/0.13.5 (paddock)", 412],
  ["curl/8", 200],
] as const)("answers %s with %i if a model requires 0.14.0", async ([agent, status]) => {
  const registry = await registryFor({ models: [registryModel("new", { requires: "0.14.0" })] });
  const answer = await fetch(`${registry.url}/v2/library/new/manifests/latest`, {
    headers: { "user-agent": agent },
  });
  expect(answer.status).toBe(status);
  if (status === 412)
    expect(await answer.text()).toMatch(/^\nThe model you are attempting to pull requires a newer/);
});

it.for([
  [{}, "user/repo:Q4_K_M", 200, /layers/],
  [{}, "user/repo:q4_k_m", 200, /layers/],
  [{}, "user/repo:Q9", 400, /^\{"error":"The specified tag is not a valid quantization scheme/],
  [{}, "user/split:Q8_0", 400, /^\{"error":"The specified tag is a sharded GGUF/],
  [{ manifestStatus: 429 }, "user/repo:Q4_K_M", 429, /^\{"error":"We had to rate limit your IP/],
  [{ manifestStatus: 401 }, "user/repo:Q4_K_M", 401, /^\{"error":"/],
  [{ manifestStatus: 404 }, "user/repo:Q4_K_M", 404, /^\{"error":"/],
] as const)("as Hugging Face, with %o, answers %s with %i", async ([faults, name, status, text]) => {
  const models = [registryModel("user/repo:Q4_K_M"), registryModel("user/split:Q8_0", { isSharded: true })];
  const registry = await registryFor({ models, style: "hugging-face" });
  Object.assign(registry.faults, faults);
  const [repository, tag] = name.split(":");
  const answer = await fetch(`${registry.url}/v2/${repository}/manifests/${tag}`);
  expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(text)]);
});

it("demands a token if configured, and refuses it", async () => {
  const registry = await registryFor({ models: MODELS });
  Object.assign(registry.faults, { manifestStatus: 401, challenge: "token" });
  const answer = await fetch(`${registry.url}/v2/library/tiny/manifests/latest`);
  expect(answer.headers.get("www-authenticate")).toBe(
    `Bearer realm="${registry.url}/v2/token",service="registry",scope="pull"`,
  );
  expect(await (await fetch(`${registry.url}/v2/token?scope=pull`)).json()).toEqual({
    token: expect.any(String),
  });
});

it("stalls until it is released, and then sends the requested bytes", async () => {
  const { registry, taken, take } = await openSlow({});
  registry.faults.isStalled = true;
  const taking = take();
  await settled();
  expect(taken()).toBe(0);
  registry.faults.isStalled = false;
  await taking;
  expect(taken()).toBe(100_000);
});

it("can release one blob only", async () => {
  const { digest, registry, taken, take } = await openSlow({});
  registry.faults.isStalled = true;
  const taking = take();
  await settled();
  registry.faultsOf(digest).isStalled = false;
  await taking;
  expect(taken()).toBe(100_000);
});

it("pauses for a while, in simulated time", async () => {
  const { clock, digest, registry, taken, take } = await openSlow({ bytesPerSecond: 100_000 });
  registry.faultsOf(digest).hiccup = { afterBytes: 50_000, forMs: 10_000 };
  const taking = take();
  await runFor(clock, 5000);
  expect(taken()).toBe(50_000);
  await runFor(clock, 10_000);
  await taking;
  expect(taken()).toBe(100_000);
});

it("drops the configured number of connections, after the configured number of bytes", async () => {
  const { registry, taken, take } = await openSlow({});
  Object.assign(registry.faults, { dropAfterBytes: 40_000, dropsLeft: 1 });
  await expect(take()).rejects.toThrow(/terminated|closed|reset/);
  expect(taken()).toBe(40_000);
  await take();
  expect(taken()).toBe(140_000);
});

it("delays manifests and HEAD requests", async () => {
  const { clock, digest, registry } = await openSlow({});
  Object.assign(registry.faults, { manifestLateMs: 5000, headLateMs: 7000 });
  let answered = 0;
  const manifest = fetch(`${registry.url}/v2/library/tiny/manifests/latest`).finally(() => (answered += 1));
  const head = fetch(`${registry.url}/v2/library/tiny/blobs/${digest}`, { method: "HEAD" }).finally(
    () => (answered += 1),
  );
  await runFor(clock, 4999);
  expect(answered).toBe(0);
  await runFor(clock, 1);
  await manifest;
  await runFor(clock, 2000);
  await head;
});

async function openSlow(options: RegistryOptions) {
  const clock = new FakeClock();
  const registry = await registryFor({ models: MODELS, clock, ...options });
  const digest = (await registry.layersOf("tiny"))[0]!.digest;
  let bytes = 0;
  const take = async (): Promise<void> => {
    const answer = await fetch(`${registry.url}/cdn/${digest}`);
    for await (const piece of answer.body ?? []) bytes += piece.length;
  };
  return { clock, registry, digest, take, taken: () => bytes };
}
