import { expect, it } from "vitest";
import { registryModel } from "../../src/index.ts";
import { parseJson } from "../../src/json.ts";
import { registryFor, simulatorFor } from "../support/open.ts";
import { pullAll } from "../support/pull-lines.ts";
import { sendRaw } from "../support/raw-request.ts";
import { lastOf, openSystem } from "../support/system.ts";

const TRAITS = { license: "MIT", system: "Be big.", parameters: { stop: ["x"] }, downloadBytes: 1_000_000 };
const BIG = { model: "big" };

it("reports its progress every 60 ms of real time, and installs a model that can be shown", async () => {
  const registry = await registryFor({ models: [registryModel("big", TRAITS)], bytesPerSecond: 2_500_000 });
  const simulator = await simulatorFor({ registry: { defaultRegistryUrl: registry.url } });
  const lines = await pullAll(simulator, BIG);
  const progress = lines.filter((line) => typeof line.total === "number" && line.total > 1000);
  expect(progress.length).toBeGreaterThan(1);
  const done = progress.map((line) => Number(line.completed ?? 0));
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(lines.slice(-3)).toEqual(
    ["verifying sha256 digest", "writing manifest", "success"].map((status) => ({ status })),
  );
  expect(parseJson((await sendRaw(simulator.url, "/api/show", BIG)).text)).toMatchObject({
    license: "MIT",
    parameters: expect.stringContaining("stop"),
    system: "Be big.",
  });
});

it("omits a layer while its size is unknown, and omits zeros", async () => {
  const { pull, registry, run } = await openSystem([registryModel("big", TRAITS)]);
  registry.faults.isStalled = true;
  const client = pull("big");
  await run(200);
  expect(lastOf(client)).toEqual({
    status: expect.any(String),
    digest: expect.any(String),
    total: 1_000_000,
  });
});

it("knows afterwards which layers exist", async () => {
  const { pullAll, registry, simulator } = await openSystem([registryModel("big", TRAITS)]);
  const [weights] = await registry.layersOf("big");
  const exists = async (): Promise<boolean> =>
    (await fetch(`${simulator.url}/api/blobs/${weights!.digest}`, { method: "HEAD" })).ok;
  expect(await exists()).toBe(false);
  await pullAll("big");
  expect(await exists()).toBe(true);
  await fetch(`${simulator.url}/api/delete`, { method: "DELETE", body: JSON.stringify(BIG) });
  expect(await exists()).toBe(false);
});

it("never connects to other machines", async () => {
  const simulator = await simulatorFor();
  for (const model of ["llama3.2", "hf.co/user/repo", "10.0.0.1/a/b"]) {
    const [, line] = await pullAll(simulator, { model, insecure: true });
    expect(line?.error).toMatch(/dial tcp: lookup .* no such host/);
  }
});

it("pulls from the stand-in for Hugging Face, under both of its names", async () => {
  const registry = await registryFor({ models: [registryModel("me/repo:Q4_K_M")], style: "hugging-face" });
  const simulator = await simulatorFor({ registry: { huggingFaceUrl: registry.url } });
  for (const host of ["hf.co", "huggingface.co"]) {
    const lines = await pullAll(simulator, { model: `${host}/me/repo:Q4_K_M` });
    expect(lines.at(-1)).toEqual({ status: "success" });
  }
  const [, line] = await pullAll(simulator, { model: "hf.co/me/repo:Q9" });
  expect(line?.error).toMatch(/^pull model manifest: 400: \{"error":"The specified tag is not a valid/);
});

it("cannot pull a model that requires a newer version", async () => {
  const registry = await registryFor({ models: [registryModel("new", { requires: "0.30.0" })] });
  const options = { registry: { defaultRegistryUrl: registry.url } };
  const [old, newer] = [
    await simulatorFor({ ...options, version: "0.24.0" }),
    await simulatorFor({ ...options, version: "0.30.0" }),
  ];
  expect((await pullAll(old, { model: "new" })).at(-1)?.error).toMatch(
    /^pull model manifest: 412: \nThe model you are attempting to pull requires a newer version of Ollama\.\n/,
  );
  expect((await pullAll(newer, { model: "new" })).at(-1)).toEqual({ status: "success" });
});

it("before 0.30, each new layer takes a second, and its last line is complete", async () => {
  const { clock, pullAll } = await openSystem([registryModel("big", TRAITS)], { version: "0.24.0" });
  const startedAtMs = clock.now();
  const { lines } = await pullAll("big");
  expect(clock.now() - startedAtMs).toBe(6000);
  const text = lines.map(({ line }) => JSON.stringify(line)).filter((line) => line.includes("digest"));
  expect(text.length).toBeGreaterThan(6 * 14);
  expect(
    text.every((line) => /"total":(\d+),"completed":\1\}/.test(line) || line.includes("verifying")),
  ).toBe(true);
});
