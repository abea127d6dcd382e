import { describe, expect, it } from "vitest";
import { modelsOf } from "../app/state.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given, openWithFakes } from "../testing/index.ts";
import { detailsOf, detailsStatusOf } from "./details.ts";
import { findModel, installedModels } from "./models.ts";

const hex = (letter: string): string => letter.repeat(64);
const { name: _, modifiedAtMs: _at, ...copy } = fakeModel("pony");
const pony = fakeModel("pony", {
  digest: hex("a"),
  runner: "llamacpp",
  copies: [{ ...copy, digest: hex("b"), runner: "mlx" }],
});
const listed = (...models: readonly (typeof pony)[]) => ({ type: "models.listed", host, models }) as const;
const described = {
  type: "models.described",
  host,
  key: hex("a"),
  details: fakeDetails({ copyInUse: hex("b"), system: "Be kind." }),
} as const;

describe("a model with several copies", () => {
  it("is the copy that its details name, and these are its details", () => {
    const foal = fakeModel("foal");
    const models = modelsOf(given(pointed, running, listed(pony, foal), described).state);
    const found = findModel(models, pony.name)!;
    expect(found).toMatchObject({ digest: hex("b"), runner: "mlx", copies: [{ digest: hex("a") }] });
    expect(detailsOf(models, found)?.system).toBe("Be kind.");
    expect(installedModels(models)[1]).toBe(foal);
  });

  it("is read again once that copy is gone", () => {
    const { copies: _copies, ...alone } = pony;
    const models = modelsOf(given(pointed, running, listed(pony), described, listed(alone)).state);
    const found = findModel(models, pony.name)!;
    expect(found).toEqual(alone);
    expect(detailsStatusOf(models, found)).toBeUndefined();
  });

  it("is the same object as long as nothing changes", () => {
    const { state } = given(pointed, running, listed(pony), described);
    expect(installedModels(modelsOf(state))).toBe(installedModels(modelsOf(state)));
  });

  it("does not count as changed at each reading of the list", async () => {
    const { app, ollama, clock } = await openWithFakes();
    const types: string[] = [];
    app.recorded$.subscribe(({ event }) => types.push(event.type));
    ollama.models = [pony];
    ollama.details = new Map([[hex("a"), fakeDetails({ copyInUse: hex("b") })]]);
    ollama.appear();
    await clock.pass(6_000);
    await app.dispatch({ type: "models.refresh", host });
    await clock.pass(100);
    await app.dispatch({ type: "models.describe", host, model: pony.name });
    await clock.pass(100);
    expect(findModel(modelsOf(app.state()), pony.name)?.digest).toBe(hex("b"));
    types.length = 0;
    await app.dispatch({ type: "models.refresh", host });
    await clock.pass(100);
    expect(types).toContain("models.confirmed");
    expect(types).not.toContain("models.listed");
  });
});
