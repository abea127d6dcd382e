import { describe, expect, it } from "vitest";
import type { Manifest } from "../downloads/registry.port.ts";
import type { Model } from "../models/models-events.ts";
import { fakeDetails, fakeModel, openWithFakes } from "../testing/index.ts";
import { host } from "../testing/events.ts";
import { statusOfDifference } from "./conversion.ts";
import type { UpdateReading } from "./updates.ts";
import { updateStatus } from "./updates.view.ts";

const hex = (letter: string): string => letter.repeat(64);
const layer = (letter: string) => ({ digest: `sha256:${hex(letter)}`, sizeBytes: 1_000 });
const from = (letter: string) => fakeDetails({ modelfile: `FROM /models/blobs/sha256-${hex(letter)}\n` });

/** What the registry has: weights, a template and a configuration. */
const manifest = (digest: string, weights: string, runner?: string): Manifest => ({
  digest: hex(digest),
  layers: [layer(weights), layer("7"), layer("8")],
  configDigest: layer("8").digest,
  modelDigest: layer(weights).digest,
  ...(runner !== undefined && { runner }),
});

const pulled = fakeModel("pony", { digest: hex("1"), runner: "ggml" });
/** Its weights `a` were converted to `b`. */
const converted = fakeModel("pony", {
  digest: hex("2"),
  runner: "llamacpp",
  isConverted: true,
  copies: [{ ...fakeModel("pony"), digest: hex("3"), runner: "ggml" }],
});
const { copies: _, ...withoutOriginal } = converted;
const { isConverted: _flag, ...withoutTrace } = withoutOriginal;

async function checks() {
  const { ollama, registry, clock, app, state } = await openWithFakes();
  const { name } = pulled;
  ollama.versionText = "0.40.2";
  ollama.appear();
  ollama.details = new Map([
    [hex("1"), from("a")],
    [hex("2"), from("b")],
  ]);
  ollama.originals = new Map([["ggml", from("a")]]);
  await clock.pass(6_000);

  /** The result of a check for updates of this model, while Ollama has these blobs. */
  async function check(model: Model, blobs: string) {
    ollama.models = [model];
    ollama.blobs = new Set(Array.from(blobs, (letter) => layer(letter).digest));
    await app.dispatch({ type: "updates.check", host });
    await clock.pass(100);
    const status = updateStatus(state(), model);
    return status?.kind === "unknown" ? status.failure.kind : status?.kind;
  }
  return { check, name, registry };
}

describe("a converted model", () => {
  it("is current while its original is what the registry has", async () => {
    const { check, name, registry } = await checks();
    registry.manifests.set(name, manifest("1", "a"));
    expect(await check(pulled, "a78")).toBe("current");
    expect(await check(converted, "ab78")).toBe("current");
  });

  it("is outdated if the registry has newer weights, and then no more", async () => {
    const { check, name, registry } = await checks();
    registry.manifests.set(name, manifest("4", "d"));
    expect(await check(converted, "ab78")).toBe("outdated");
    expect(await check({ ...pulled, digest: hex("4") }, "abd78")).toBe("current");
  });

  it("is current if the registry has a list with the original, or with what is installed", async () => {
    const { check, name, registry } = await checks();
    registry.lists.set(name, [manifest("5", "b", "llamacpp"), manifest("6", "a", "ggml")]);
    expect(await check(converted, "ab78")).toBe("current");
    expect(await check({ ...pulled, digest: hex("5"), runner: "llamacpp" }, "b78")).toBe("current");
    expect(await check({ ...pulled, digest: hex("6") }, "a78")).toBe("current");
  });

  it.each([
    ["while Ollama lists the names of converted weights", withoutOriginal],
    ["if an Ollama replaces the original, without a trace", withoutTrace],
  ])("without its original stays current until the registry changes, %s", async (_when, model) => {
    const { check, name, registry } = await checks();
    registry.manifests.set(name, manifest("1", "a"));
    expect(await check(pulled, "a78")).toBe("current");
    expect(await check(model, "b78")).toBe("current");
    expect(await check(model, "b78")).toBe("current");
    registry.manifests.set(name, manifest("4", "d"));
    expect(await check(model, "b78")).toBe("outdated");
    expect(await check(model, "b78")).toBe("outdated");
    // Updated, and converted by the next load.
    expect(await check({ ...model, digest: hex("9") }, "9")).toBe("converted");
    expect(await check({ ...model, digest: hex("9") }, "9")).toBe("converted");
  });

  it("that was never compared before cannot be compared without its original", async () => {
    const { check, name, registry } = await checks();
    registry.manifests.set(name, manifest("1", "a"));
    expect(await check(withoutOriginal, "b78")).toBe("converted");
    registry.manifests.set(name, manifest("4", "d"));
    expect(await check(withoutOriginal, "b78")).toBe("outdated");
  });
});

it("a model that an older history calls current is not outdated, if it may have been converted since", () => {
  const update = { status: { kind: "outdated", layers: [], missing: [] } } as const;
  const current = { digest: hex("1"), status: { kind: "current" } } as const;
  const statusOf = (model: Model, last: UpdateReading) =>
    statusOfDifference({ model, update, offered: [hex("4")], last }).kind;
  expect(statusOf(withoutTrace, current)).toBe("unknown");
  expect(statusOf(withoutTrace, { ...current, digest: withoutTrace.digest })).toBe("outdated");
  expect(statusOf(withoutTrace, { ...current, status: update.status })).toBe("outdated");
  expect(statusOf({ ...withoutTrace, runner: "mlx" }, current)).toBe("outdated");
});

it("a model that was not converted is outdated as before", async () => {
  const { check, name, registry } = await checks();
  registry.manifests.set(name, manifest("4", "d"));
  expect(await check(withoutTrace, "ab78")).toBe("outdated");
  expect(await check(pulled, "a78")).toBe("outdated");
});
