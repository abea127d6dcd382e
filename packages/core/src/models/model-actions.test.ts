import { describe, expect, it } from "vitest";
import { hostFacts, modelsOf } from "../app/state.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { openRunning } from "../testing/action-bench.ts";
import { dashboardView, modelHover, modelRows, modelTreeRows, refusalView } from "../ui/index.ts";
import { performCommand } from "../ui/perform.action.ts";
import { installedModels } from "./models.ts";

const pony = modelName("pony");
const foal = modelName("foal");

/** A running Ollama with two models that have not been read yet. */
async function openStable() {
  const opened = await openRunning();
  opened.ollama.models = [fakeModel("pony"), fakeModel("foal")];
  return opened;
}

describe("a requested operation", () => {
  it("also works on a model that has not been read yet, and is done once Ollama has done it", async () => {
    const { ask, ollama } = await openStable();
    const load = await ask({ type: "model.load", model: pony });
    expect(load.ended()).toEqual({ kind: "done" });
    expect(ollama.loaded).toHaveLength(1);
  });

  it("fails as Ollama does", async () => {
    const { ask, ollama, clock } = await openStable();
    ollama.failures.set("POST /api/generate", { kind: "busy" });
    ollama.failures.set("POST /api/chat", { kind: "busy" });
    const load = await ask({ type: "model.load", model: pony });
    await clock.pass(100);
    expect(load.ended()).toEqual({ kind: "failed", failure: { kind: "busy" } });
  });

  it("is not confused with other models' operations, or with earlier ones", async () => {
    const { ask, ollama, clock } = await openStable();
    const first = await ask({ type: "model.load", model: pony });
    ollama.failure = "hang";
    const second = await ask({ type: "model.load", model: pony });
    const other = await ask({ type: "model.load", model: foal });
    expect([first, second, other].map(({ ended }) => ended()?.kind)).toEqual(["done", undefined, undefined]);
    ollama.release();
    await clock.pass(100);
    expect([second, other].map(({ ended }) => ended()?.kind)).toEqual(["done", "done"]);
  });

  it("ends as unknown if the window is closed", async () => {
    const { ask, app, ollama, clock } = await openStable();
    await ask({ type: "models.refresh" });
    ollama.failure = "hang";
    const load = await ask({ type: "model.load", model: pony });
    app.close();
    await clock.pass(100);
    expect(load.ended()).toEqual({ kind: "unknown" });
  });
});

describe("deleting a model", () => {
  it("asks for confirmation with name and size", async () => {
    const { ask, person, ollama } = await openStable();
    const answer = await ask({ type: "model.delete", model: pony });
    expect(person.questions).toMatchObject([
      { text: "Delete the model “pony:latest” (2.0 GB)?", yes: "Delete" },
    ]);
    expect(answer.ended()).toEqual({ kind: "done" });
    expect(ollama.models).toHaveLength(1);
  });

  it("does nothing if the person declines", async () => {
    const { ask, person, ollama } = await openStable();
    person.saysYes = false;
    expect((await ask({ type: "model.delete", model: pony })).refusal).toEqual({ reason: "declined" });
    expect(ollama.requests).not.toContain("DELETE /api/delete");
  });

  it("does nothing if another host is watched by the time the person confirms", async () => {
    const { ask, person, ollama, target$, clock } = await openStable();
    person.confirm = async () => {
      const { value } = target$;
      if (value.kind === "host") target$.next({ ...value, endpoint: { ...DEFAULT_ENDPOINT, port: 1234 } });
      await clock.pass(100);
      return true;
    };
    expect((await ask({ type: "model.delete", model: pony })).refusal).toMatchObject({
      reason: "not-watched",
    });
    expect(ollama.requests).not.toContain("DELETE /api/delete");
  });

  it("asks for no confirmation if it would be refused", async () => {
    const { ask, person } = await openStable();
    const answer = await ask({ type: "model.delete", model: modelName("unknown-model") });
    expect(answer.refusal).toEqual({ reason: "no-such-model", model: "unknown-model:latest" });
    expect(person.questions).toEqual([]);
  });
});

describe("a copy", () => {
  it("gets the name that the person types", async () => {
    const { ask, person, ollama } = await openStable();
    person.types = "colt";
    expect((await ask({ type: "model.copy", model: pony })).ended()).toEqual({ kind: "done" });
    expect(ollama.models.map(({ name }) => name)).toContain("colt:latest");
  });

  it("gets the given name, without asking", async () => {
    const { ask, ollama } = await openStable();
    await ask({ type: "model.rename", model: pony, destination: modelName("colt") });
    expect(ollama.models.map(({ name }) => name).toSorted()).toEqual(["colt:latest", "foal:latest"]);
  });

  it.each([undefined, "foal", "no name at all"])("is not made if the person types %s", async (types) => {
    const { ask, person } = await openStable();
    person.types = types;
    expect((await ask({ type: "model.copy", model: pony })).refusal).toEqual({ reason: "declined" });
  });
});

describe("refreshing the models", () => {
  it("is done once they have been read", async () => {
    const { ask, state } = await openStable();
    expect((await ask({ type: "models.refresh" })).ended()).toEqual({ kind: "done" });
    expect(installedModels(modelsOf(state()))).toHaveLength(2);
  });

  it("fails if the reading fails, even the second time, when no new event is recorded", async () => {
    const { ask, ollama, clock } = await openStable();
    ollama.failures.set("GET /api/tags", { kind: "busy" });
    const first = await ask({ type: "models.refresh" });
    expect(first.ended()).toEqual({ kind: "failed", failure: { kind: "busy" } });
    const second = await ask({ type: "models.refresh" });
    expect(second.ended()).toBeUndefined();
    await clock.pass(10_000);
    expect(second.ended()).toEqual({ kind: "failed", failure: { kind: "busy" } });
  });

  it("ends as unknown if the service goes away", async () => {
    const { ask, ollama, clock } = await openStable();
    ollama.failure = "hang";
    const refresh = await ask({ type: "models.refresh" });
    ollama.die();
    await clock.pass(1_000);
    expect(refresh.ended()).toEqual({ kind: "unknown" });
  });

  it.each([
    [0, "Ollama has no models yet. Add one to get started."],
    [1, "The list of models is up to date: 1 model."],
    [2, "The list of models is up to date: 2 models."],
  ])("says what was found: %i", async (count, words) => {
    const { ask, ollama, person } = await openStable();
    ollama.models = ollama.models.slice(0, count);
    await ask({ type: "models.refresh" });
    expect(person.shown).toEqual([words]);
  });
});

describe("a model that was deleted while it was loaded", () => {
  const loaded = { name: pony, sizeBytes: 3e9, vramBytes: 3e9, expiresAtMs: 1e12 };

  it("is shown as long as it is loaded, and can be chosen to be unloaded", async () => {
    const { ask, ollama, state, context, person, clock } = await openStable();
    ollama.loaded = [loaded];
    await ask({ type: "models.refresh" });
    expect(modelRows(state(), 0).map(({ name }) => name)).toEqual(["pony:latest", "foal:latest"]);
    ollama.models = [fakeModel("foal")]; // deleted in a terminal
    await ask({ type: "models.refresh" });
    expect(modelRows(state(), 0)[0]).toMatchObject({
      name: "pony:latest",
      detail: expect.stringMatching(/^Deleted, still loaded · 3\.0 GB/) as string,
    });
    expect(modelHover(state(), pony, 0)).toContain("Deleted, still loaded");
    expect(modelTreeRows(state(), 0)[0]?.offers).toEqual(["model.unload"]);
    expect(
      dashboardView(state(), 1e12 - 300_000, { chosen: { model: pony, number: 1 } }).chosen?.details,
    ).toMatchObject({
      state: "Deleted, still loaded",
      remark: {
        text: "This model was deleted, but is still loaded (3.0 GB). It leaves memory in 5 min, or when you restart Ollama.",
      },
    });
    const unloading = performCommand(context, "model.unload", undefined);
    await clock.pass(100);
    const answer = await unloading;
    expect(person.choices).toEqual([["pony:latest"]]);
    expect(answer.accepted && (await answer.completed)).toEqual({
      kind: "failed",
      failure: { kind: "deleted-but-loaded" },
    });
    ollama.loaded = [];
    await ask({ type: "models.refresh" });
    expect(modelRows(state(), 0)).toHaveLength(1);
  });

  it("is not one that the list has never had, as an alias of a compatible server", async () => {
    const { ask, ollama, state } = await openStable();
    const alias = modelName("gpt-4");
    ollama.loaded = [{ ...loaded, name: alias }];
    await ask({ type: "models.refresh" });
    const words = "Loaded, but not in the list of models";
    expect(modelRows(state(), 0)[0]?.detail).toContain(words);
    expect(modelHover(state(), alias, 0)).toContain(words);
  });

  it("is not one that was loaded after the list was read", async () => {
    const { ask, ollama, looking$, state, clock } = await openStable();
    await ask({ type: "models.refresh" });
    looking$.next(true);
    await clock.pass(100);
    ollama.models = [...ollama.models, fakeModel("colt")]; // downloaded and loaded in a terminal
    ollama.loaded = [{ ...loaded, name: modelName("colt") }];
    for (let passedMs = 0; passedMs < 40_000; passedMs += 500) {
      await clock.pass(500);
      expect(
        modelRows(state(), 0)
          .map(({ detail }) => detail)
          .join(),
      ).not.toContain("Deleted");
    }
    expect(modelRows(state(), 0)).toHaveLength(3);
  });
});

describe("a test of the API", () => {
  it("is done once every step has passed, and fails with the failure of a step", async () => {
    const { ask, ollama, clock } = await openStable();
    expect((await ask({ type: "service.test" })).ended()).toEqual({ kind: "done" });
    ollama.failures.set("POST /api/chat", { kind: "busy" });
    ollama.failures.set("POST /api/generate", { kind: "busy" });
    const failing = await ask({ type: "service.test" });
    await clock.pass(5_000);
    expect(failing.ended()).toEqual({ kind: "failed", failure: { kind: "busy" } });
  });
});

describe("a command without a model", () => {
  it("asks for one of the possible models", async () => {
    const { context, person, state, clock } = await openStable();
    const answering = performCommand(context, "model.load", undefined);
    await clock.pass(100);
    expect((await answering).accepted).toBe(true);
    expect(person.choices).toEqual([["foal:latest", "pony:latest"]]);
    expect(person.titles).toEqual(["Load Model"]);
    expect(hostFacts(state()).operations).toEqual([]);
    expect(modelsOf(state()).loaded.map(({ name }) => name)).toEqual(["foal:latest"]);
  });

  it("applies to the row that it was called on, or to the name that was passed", async () => {
    const { context, person, selected, clock } = await openStable();
    for (const target of [{ key: "pony" }, "foal"]) {
      const answering = performCommand(context, "model.show-details", target);
      await clock.pass(100);
      await answering;
    }
    expect(person.choices).toEqual([]);
    expect(selected).toEqual([
      ["pony:latest", "elsewhere"],
      ["foal:latest", "elsewhere"],
    ]);
    expect(person.shown).toEqual(["page: dashboard", "page: dashboard"]);
  });

  it.each(["model.delete", "model.rename", "model.copy", "model.load"] as const)(
    "%s is refused before anything is asked while Ollama is stopped",
    async (type) => {
      const { ask, context, person, ollama, clock } = await openStable();
      await ask({ type: "models.refresh" });
      person.shown.length = 0;
      ollama.die();
      await clock.pass(1_000);
      person.types = "colt";
      for (const target of [undefined, { key: "pony:latest" }]) {
        const answering = performCommand(context, type, target);
        await clock.pass(5_000);
        const answer = await answering;
        expect(answer).toEqual({ accepted: false, refusal: { reason: "not-running" } });
        expect(refusalView({ reason: "not-running" })?.actions[0]?.request.type).toBe("service.start");
      }
      expect([person.titles, person.questions, person.shown]).toEqual([[], [], []]);
    },
  );

  it("is refused with a reason if there is none, and does nothing if the person chooses none", async () => {
    const { context, person, clock } = await openStable();
    const unloading = performCommand(context, "model.unload", undefined);
    await clock.pass(100);
    expect(await unloading).toEqual({ accepted: false, refusal: { reason: "none-loaded" } });
    person.chooses = false;
    const loading = performCommand(context, "model.load", undefined);
    await clock.pass(100);
    expect(await loading).toEqual({ accepted: false, refusal: { reason: "declined" } });
  });
});
