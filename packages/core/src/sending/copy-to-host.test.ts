import { describe, expect, it } from "vitest";
import { hostFacts, modelsOf } from "../app/state.ts";
import { installedModels } from "../models/models.ts";
import { fakeManifest, fakeModel, modelName } from "../testing/index.ts";
import { openRunning } from "../testing/action-bench.ts";
import { id, model, openTwo } from "../testing/two-hosts.ts";
import { isOffered } from "../ui/actions.ts";

const REQUEST = { type: "model.copy-to-host", model } as const;
/** The same model as the fake one of that name. */
const published = { ...fakeManifest({ a: 900, b: 100 }), digest: fakeModel("mine").digest };

describe("copying a model to another host", () => {
  it("lets that host download it where its registry has the same, and says before how much", async () => {
    const { ask, person, manifests, app, to, there } = await openTwo();
    manifests.set(model, published);
    there.blobs = new Set(["sha256:b"]);
    expect(await ask(REQUEST)).toBeUndefined();
    expect(person.questions).toEqual([
      {
        text: "Copy “mine:latest” to gpu-box?",
        detail: "gpu-box downloads 900 bytes from its registry.",
        yes: "Copy",
      },
    ]);
    const [download] = Object.values(hostFacts(app.state(), to).downloads);
    expect(download).toMatchObject({ model, layers: published.layers });
    expect(download).not.toHaveProperty("from");
  });

  it.each([
    ["its registry does not have it", undefined, undefined, "does not have the same model"],
    [
      "its registry has another model of that name",
      fakeManifest({ a: 1 }),
      undefined,
      "does not have the same model",
    ],
    [
      "its registry cannot be asked",
      undefined,
      { kind: "rate-limited" } as const,
      "cannot be asked at the moment",
    ],
  ])("sends it where %s", async (_why, manifest, failure, words) => {
    const { ask, person, manifests, registry, until, situation } = await openTwo();
    if (manifest) manifests.set(model, manifest);
    registry.failure = failure;
    expect(await ask(REQUEST)).toBeUndefined();
    expect(person.questions[0]?.detail).toBe(`Its registry ${words}. From this machine, 100 bytes are sent.`);
    await until(() => situation() === "completed");
  });

  it("asks no registry about a name that was given here, and that it is such a name stays known", async () => {
    const { ask, app, from, to, registry, clock, until, situation } = await openTwo();
    const copied = modelName("copied");
    await app.dispatch({ type: "model.copy", host: from, model, destination: copied });
    await clock.pass(1_000);
    await app.dispatch({ type: "model.rename", host: from, model: copied, destination: modelName("new") });
    await clock.pass(1_000);
    await app.dispatch({ type: "model.delete", host: from, model });
    await clock.pass(1_000);
    await app.dispatch({ type: "model.rename", host: from, model: modelName("new"), destination: model });
    await clock.pass(1_000);
    const before = registry.requestCount;
    expect(await ask(REQUEST)).toBeUndefined();
    expect(registry.requestCount).toBe(before);
    await until(() => situation() === "completed");
    expect(hostFacts(app.state(), to).localNames).toEqual([model]);
  });

  it("says that another model is replaced", async () => {
    const { ask, person, there } = await openTwo();
    there.models = [fakeModel("mine", { digest: "another" })];
    person.saysYes = false;
    expect(await ask(REQUEST)).toEqual({ reason: "declined" });
    expect(person.questions[0]?.detail).toContain(
      "gpu-box has another model of this name, which is replaced.",
    );
  });

  it("is refused if the other host has it already", async () => {
    const { ask, there } = await openTwo();
    there.models = [fakeModel("mine")];
    expect(await ask(REQUEST)).toEqual({ reason: "same-model", model, host: "gpu-box" });
  });

  it("is refused with what to do if it cannot be sent", async () => {
    const { ask, folder, reach, registry, app, to } = await openTwo();
    folder.holdTensors();
    expect(await ask(REQUEST)).toMatchObject({ failure: { kind: "not-sendable" } });
    reach.folder = undefined;
    expect(await ask(REQUEST)).toMatchObject({
      failure: { kind: "source-out-of-reach" },
      at: { kind: "host", name: "This machine" },
    });
    registry.failure = { kind: "registry-unreachable", detail: "offline" };
    expect(await ask(REQUEST)).toMatchObject({
      failure: { kind: "registry-unreachable" },
      at: { kind: "registry" },
    });
    expect(hostFacts(app.state(), to).downloads).toEqual({});
  });

  it("is refused if a simulator has it, whose files have no content, unless its registry has the same", async () => {
    const { ask, manifests, app, to } = await openTwo({ isDemo: true });
    expect(await ask(REQUEST)).toEqual({ reason: "demo-model", model });
    expect(hostFacts(app.state(), to).downloads).toEqual({});
    manifests.set(model, published);
    expect(await ask(REQUEST)).toBeUndefined();
  });

  it("is refused if the other host cannot be asked", async () => {
    const { ask, there } = await openTwo();
    there.failure = { kind: "forbidden", status: 401 };
    expect(await ask(REQUEST)).toMatchObject({
      reason: "not-copyable",
      failure: { kind: "forbidden" },
      at: { kind: "host", name: "gpu-box" },
    });
  });

  it("is offered only if there is another host", async () => {
    const { state, ollama, ask } = await openRunning();
    ollama.models = [fakeModel("mine")];
    await ask({ type: "models.refresh" });
    expect(isOffered(state(), REQUEST)).toBe(false);
    expect(await ask(REQUEST)).toMatchObject({ refusal: { reason: "only-host" } });
    const { app } = await openTwo();
    expect(isOffered(app.state(), REQUEST)).toBe(true);
  });
});

describe("comparing two hosts", () => {
  const REQUEST_COMPARISON = { type: "models.compare-hosts" } as const;

  it("shows what is only on one of them, and what differs, and copies in the right direction", async () => {
    const { ask, person, there, ollama, from, to, app, manifests, until } = await openTwo();
    const pony = modelName("pony");
    ollama.models = [fakeModel("both"), fakeModel("mine", { digest: "old" })];
    there.models = [fakeModel("both"), fakeModel("mine", { digest: "new" }), fakeModel("pony")];
    manifests.set(pony, { ...published, digest: fakeModel("pony").digest });
    await app.dispatch({ type: "models.refresh", host: from });
    await until(() => installedModels(modelsOf(app.state(), from)).length === 2);
    expect(await ask(REQUEST_COMPARISON)).toBeUndefined();
    expect(person.choices.at(-1)).toEqual(["pony:latest", "mine:latest", "The same on both"]);
    expect(person.titles.at(-1)).toBe("This machine (2 models) and gpu-box (3 models)");
    await until(() => installedModels(modelsOf(app.state(), to)).length === 3);
    expect(person.questions[0]?.text).toBe("Copy “pony:latest” to this machine?");
    expect(hostFacts(app.state(), from).downloads[id]?.model).toBe(pony);
  });

  it("says that they have the same models, or why they cannot be compared", async () => {
    const { ask, person, there } = await openTwo();
    there.models = [fakeModel("mine")];
    expect(await ask(REQUEST_COMPARISON)).toBeUndefined();
    expect(person.choices.at(-1)).toEqual(["The same on both"]);
    expect(person.titles.at(-1)).toBe("This machine (1 model) and gpu-box (1 model)");
    there.failures.set("GET /api/tags", { kind: "busy" });
    expect(await ask(REQUEST_COMPARISON)).toEqual({
      reason: "not-comparable",
      host: "gpu-box",
      failure: { kind: "busy" },
    });
  });
});
