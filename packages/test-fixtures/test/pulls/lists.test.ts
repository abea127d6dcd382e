import { expect, it } from "vitest";
import { recordedStream, registryList, registryModel } from "../../src/index.ts";
import { isObject, type Json } from "../../src/json.ts";
import { lastOf, openSystem, type System } from "../support/system.ts";

const arabian = registryList("arabian", {
  ggml: { downloadBytes: 3000, seed: "ggml" },
  llamacpp: { downloadBytes: 2000, seed: "llamacpp" },
  mlx: { tensorBytes: [10, 20] },
});
const onlyMlx = registryList("lonely", { mlx: { tensorBytes: [10, 20] } });

const open = (options = {}): Promise<System> =>
  openSystem([registryModel("pony")], { version: "0.40.0", ...options });

const runnersOf = ({ simulator }: System): readonly unknown[] => simulator.models.map(({ runner }) => runner);

/** The steps of a pull, without its layers. */
function stepsOf(lines: readonly { readonly line: Json }[]): readonly Json[] {
  const steps = lines.map(({ line }) => (isObject(line) ? (line.error ?? line.status ?? null) : null));
  return steps.filter(
    (step, index) => step !== steps[index - 1] && !/^"pulling [0-9a-f]{12}"$/.test(JSON.stringify(step)),
  );
}

const recordedSteps = (name: string): readonly Json[] => stepsOf(recordedStream("0.40-preview", name).lines);

it("takes the steps of the recordings", async () => {
  const system = await open();
  system.registry.publish(registryList("onlyggml", { ggml: { downloadBytes: 100 } }));
  system.registry.publish(arabian);
  system.registry.publish(onlyMlx);
  const pulls = [
    ["pull-list", "arabian", {}],
    ["pull-list-again", "arabian", {}],
    ["pull-list-other-runner", "arabian", { runner: "ggml" }],
    ["pull-list-no-runner", "onlyggml", { runner: "llamacpp" }],
    ["pull-child-tag", "arabian:latest-llamacpp", {}],
    ["pull-list-mlx", "lonely", {}],
  ] as const;
  for (const [name, model, more] of pulls) {
    expect(stepsOf((await system.pullAll(model, more)).lines), name).toEqual(recordedSteps(name));
  }
  system.registry.publish(registryList("arabian", { llamacpp: { downloadBytes: 2500, seed: "newer" } }));
  expect(stepsOf((await system.pullAll("arabian")).lines)).toEqual(recordedSteps("pull-list-newer"));
});

it("takes a single manifest without a runner for every runner", async () => {
  const system = await open();
  await system.pullAll("pony");
  expect(lastOf(await system.pullAll("pony", { runner: "llamacpp" }))).toEqual({ status: "success" });
});

it("keeps the bytes of a list's layers when the client leaves, and goes on there", async () => {
  const system = await open();
  system.registry.publish(registryList("brabant", { llamacpp: { downloadBytes: 3_000_000 } }));
  system.registry.bytesPerSecond = 1_000_000;
  const first = system.pull("brabant");
  await system.run(1500);
  first.leave();
  await system.run(100);
  const before = system.simulator.partials[0]?.doneBytes ?? 0;
  expect(before).toBeGreaterThan(1_000_000);
  const { lines } = await system.pullAll("brabant");
  // The recorded client left in the middle.
  expect(recordedSteps("pull-list-resumed")).toEqual(["pulling manifest"]);
  expect(stepsOf(lines).slice(0, 2)).toEqual(["pulling manifest", "verifying sha256 digest"]);
});

it("fetches the manifest of the chosen child first, and its layers only", async () => {
  const system = await open();
  system.registry.publish(arabian);
  const { lines } = await system.pullAll("arabian");
  const [, llamacpp] = await system.registry.childrenOf("arabian");
  expect(lines.slice(0, 3).map(({ line }) => line)).toEqual([
    { status: "pulling manifest" },
    { status: "pulling model", digest: "sha256:model", total: expect.any(Number) },
    {
      status: "pulling model",
      digest: "sha256:model",
      total: expect.any(Number),
      completed: expect.any(Number),
    },
  ]);
  expect(runnersOf(system)).toEqual(["llamacpp"]);
  expect(system.simulator.models[0]?.digest).toBe(llamacpp?.digest);
});

it("on Apple Silicon prefers the child for MLX", async () => {
  const system = await open({ isAppleSilicon: true });
  system.registry.publish(arabian);
  await system.pullAll("arabian");
  expect(runnersOf(system)).toEqual(["mlx"]);
});

it("adds the child that is asked for, and keeps the other", async () => {
  const system = await open();
  system.registry.publish(arabian);
  await system.pullAll("arabian");
  await system.pullAll("arabian", { runner: "ggml" });
  expect(runnersOf(system).toSorted()).toEqual(["ggml", "llamacpp"]);
});

it("says that there is no such child, and installs nothing", async () => {
  const system = await open();
  system.registry.publish(onlyMlx);
  expect(lastOf(await system.pullAll("lonely", { runner: "ggml" }))).toEqual({
    error: "no compatible manifest found for runners: ggml",
  });
  expect(system.simulator.models).toEqual([]);
});

it("without MLX cannot pull a list of MLX only", async () => {
  const system = await open({ hasMlx: false });
  system.registry.publish(onlyMlx);
  expect(lastOf(await system.pullAll("lonely"))).toEqual({
    error: "this model requires MLX support, but the MLX runtime is not available",
  });
});

it("replaces a list that has changed, and its old children go", async () => {
  const system = await open();
  system.registry.publish(arabian);
  await system.pullAll("arabian");
  const before = system.simulator.models.map(({ digest }) => digest);
  system.registry.publish(registryList("arabian", { llamacpp: { downloadBytes: 2500, seed: "newer" } }));
  const { lines } = await system.pullAll("arabian");
  expect(lines.map(({ line }) => line)).toContainEqual({ status: "removing unused layers" });
  expect(system.simulator.models).toHaveLength(1);
  expect(before).not.toContain(system.simulator.models[0]?.digest);
});

it("is an ordinary pull of one child before 0.40", async () => {
  const system = await open({ version: "0.33.0" });
  system.registry.publish(arabian);
  expect(lastOf(await system.pullAll("arabian"))).toEqual({ status: "success" });
  const [, llamacpp] = await system.registry.childrenOf("arabian");
  expect(system.simulator.models.map(({ digest }) => digest)).toEqual([llamacpp?.digest]);
});
