import { describe, expect, it } from "vitest";
import { modelsOf } from "../app/state.ts";
import { openRunning } from "../testing/action-bench.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { describeModel } from "./describe-model.action.ts";
import { findModel } from "./models.ts";
import { createSelection } from "./selected-model.action.ts";
import type { SelectedModel } from "./selected-model.ts";

const pony = modelName("pony");

async function openPony() {
  const opened = await openRunning();
  opened.ollama.models = [fakeModel("pony")];
  const selection = createSelection(opened.app);
  const seen: (SelectedModel | null)[] = [];
  selection.selected$.subscribe((selected) => seen.push(selected));
  return { ...opened, selection, seen };
}

describe("the selected model", () => {
  it("gets a new number if it was chosen outside the panel, not if it was chosen in it", async () => {
    const { selection, seen } = await openPony();
    await selection.select(pony, "elsewhere");
    await selection.select(pony, "in-panel");
    await selection.select(pony, "elsewhere");
    expect(seen.map((selected) => selected?.number)).toEqual([undefined, 1, 1, 2]);
  });

  it("is described as soon as possible, and once", async () => {
    const { selection, ask, ollama } = await openPony();
    await selection.select(pony, "in-panel");
    expect(ollama.requests).not.toContain("POST /api/show");
    await ask({ type: "models.refresh" });
    await ask({ type: "models.refresh" });
    expect(ollama.requests.filter((request) => request === "POST /api/show")).toHaveLength(1);
    selection.close();
  });
});

describe("the details of a model", () => {
  it("are returned once they are known", async () => {
    const { context, ask } = await openPony();
    await ask({ type: "models.refresh" });
    const state = await describeModel(context, pony);
    expect(modelsOf(state).details[findModel(modelsOf(state), pony)!.digest]?.kind).toBe("known");
  });

  it("are not waited for beyond the timeout", async () => {
    const { context, ask, ollama, clock } = await openPony();
    await ask({ type: "models.refresh" });
    ollama.failure = "hang";
    let isTold = false;
    const telling = describeModel(context, pony).then(() => (isTold = true));
    await clock.pass(2_900);
    expect(isTold).toBe(false);
    await clock.pass(200);
    await telling;
    expect(isTold).toBe(true);
  });
});
