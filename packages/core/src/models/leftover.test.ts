import { lastValueFrom, of, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { host, pointed, running } from "../testing/events.ts";
import {
  FakeClock,
  fakeDetails,
  fakeModel,
  FakeOllama,
  FakeOwner,
  given,
  modelName,
} from "../testing/index.ts";
import { dashboardView, publicState } from "../ui/index.ts";
import { quickestModel } from "./answer-endpoint.ts";
import { isLeftover } from "./leftover.ts";
import { modelHover } from "./model-hover.view.ts";
import { modelRows, modelTreeRows } from "./model-tree.view.ts";
import { performOperation } from "./perform-operation.source.ts";

const hex = "7".repeat(64);
const weights = fakeModel(`llamacpp:${hex}`, { digest: hex, runner: "llamacpp", sizeBytes: 19_646_296 });
const pony = fakeModel("pony");
const listed = { type: "models.listed", host, models: [weights, pony] } as const;
const { state, when } = given(pointed, running, listed);

describe("converted weights that no model has any more", () => {
  it.each([
    [`llamacpp:${hex}`, true],
    [`ggml:${hex}`, true],
    [`mlx:${hex}`, true],
    [`me/llamacpp:${hex}`, false],
    [`llamacpp:${hex.slice(1)}`, false],
    [`vulkan:${hex}`, false],
    ["llamacpp:latest", false],
  ])("are known by their name: %s", (name, isOne) => {
    expect(isLeftover(modelName(name))).toBe(isOne);
  });

  it("are shown as what they are", () => {
    const rows = modelRows(state, 0);
    expect(rows.map(({ kind }) => kind)).toEqual(["idle", "leftover"]);
    expect(rows.at(-1)).toMatchObject({
      label: "converted weights 777777777777",
      detail: "Left behind · 19.6 MB",
      kind: "leftover",
    });
    expect(modelHover(state, weights.name, 0).slice(0, 2)).toEqual([
      "converted weights 777777777777",
      "No model uses these converted weights. You can delete them.",
    ]);
  });

  it("say once what deleting them frees, and nothing about a model", () => {
    const weighed = {
      type: "models.weighed",
      host,
      spare: { backups: [], leftovers: [{ model: weights.name, sizeBytes: 19_000_000 }] },
    } as const;
    const described = { type: "models.described", host, key: hex, details: fakeDetails() } as const;
    const { state } = given(pointed, running, listed, weighed, described);
    const details = dashboardView(state, 0, { chosen: { model: weights.name, number: 1 } }).chosen?.details;
    expect(details).toMatchObject({
      state: "Left behind",
      remark: { text: "No model uses these converted weights. Deleting them frees 19.0 MB." },
      texts: [],
    });
    expect(details?.facts.map(({ label }) => label)).toEqual(["Runner", "Digest"]);
  });

  it("can only be deleted", () => {
    const row = modelTreeRows(state, 0).at(-1);
    expect(row?.offers.filter((type) => type.startsWith("model."))).toContain("model.delete");
    const { name: model } = weights;
    const destination = modelName("horse");
    for (const type of ["model.load", "model.copy", "model.rename"] as const) {
      expect(row?.offers).not.toContain(type);
      expect(when({ type, host, model, destination })).toMatchObject({ refusal: { reason: "leftover" } });
    }
    expect(when({ type: "model.delete", host, model })).toMatchObject({ accepted: true });
    const details = dashboardView(state, 0, { chosen: { model, number: 1 } }).chosen?.details;
    expect(details?.actions.map(({ request }) => request.type)).toEqual(["model.delete"]);
  });

  it("are no model to other extensions, or to a test of the API", () => {
    expect(publicState(state).models.map(({ name }) => name)).toEqual([pony.name]);
    expect(quickestModel([weights, pony], [])).toBe(pony);
  });

  it("are not deleted if a model has them by now: that would undo its conversion", async () => {
    const ollama = new FakeOllama();
    ollama.appear();
    ollama.models = [fakeModel("pony", { digest: hex })];
    const ports = {
      api: ollama,
      models: () => ({ list: { models: [weights], atMs: 0, seq: 1 }, loaded: [], details: {} }),
      describe: () => of(fakeDetails()),
      loadSettings: () => ({}),
      owner: new FakeOwner(ollama),
      clock: new FakeClock(),
    };
    const operation = { kind: "delete", model: weights.name } as const;
    const events = await lastValueFrom(performOperation(ports, operation).pipe(toArray()));
    expect(events).toMatchObject([{ type: "operation.failed", failure: { kind: "no-such-model" } }]);
    expect(ollama.requests).toEqual(["GET /api/tags"]);
    ollama.models = [weights];
    const again = await lastValueFrom(performOperation(ports, operation).pipe(toArray()));
    expect(again).toMatchObject([{ type: "operation.completed" }]);
    expect(ollama.models).toEqual([]);
  });
});
