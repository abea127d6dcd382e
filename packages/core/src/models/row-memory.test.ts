import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppState } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { openDownloading, openRunning } from "../testing/action-bench.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { modelTreeRows } from "./model-tree.view.ts";
import { panelModelRows } from "./panel-models.view.ts";

/** The same state, of which nothing is remembered. */
const copied = (state: AppState): AppState => ({ ...state, facts: { ...state.facts } });

describe("the remembered rows of models", () => {
  it("are the same objects while only the progress of a download changes", async () => {
    const { ollama, ask, clock, state } = await openDownloading();
    ollama.models = [fakeModel("pony"), fakeModel("horse")];
    await ask({ type: "models.refresh" });
    await clock.pass(1_000);
    const before = state();
    const rows = panelModelRows(before, 0);
    const [host = ""] = Object.keys(before.readings.hosts);
    const id = parseDownloadId("d1")!;
    const readings = Object.entries(before.readings.hosts).map(([key, value]) => [
      key,
      key === host ? { ...value, progress: { [id]: { step: "pulling", doneBytes: 5 } } } : value,
    ]);
    const after = {
      ...before,
      readings: { ...before.readings, hosts: Object.fromEntries(readings) as typeof before.readings.hosts },
    };
    const again = panelModelRows(after, 999);
    const rowOf = (some: typeof rows, name: string) => some.find(({ key }) => key === modelName(name));
    expect(rowOf(again, "horse")).toBe(rowOf(rows, "horse"));
    expect(rowOf(again, "pony")?.about).toContain("Downloading");
    expect(rowOf(panelModelRows(after, 1_000), "horse")).not.toBe(rowOf(rows, "horse"));
  });

  it("are what they would be without a memory, whatever has happened", async () => {
    const names = ["pony", "horse", "mule"];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("load", "unload", "delete", "list", "pull"), fc.nat(2)), {
          maxLength: 6,
        }),
        async (steps) => {
          const { ollama, ask, clock, state } = await openRunning();
          ollama.models = names.map((name) => fakeModel(name));
          await ask({ type: "models.refresh" });
          for (const [step, index] of steps) {
            const model = modelName(names[index] ?? "pony");
            if (step === "list") await ask({ type: "models.refresh" });
            else if (step === "pull") await ask({ type: "download.request", model });
            else await ask({ type: `model.${step}`, model });
            await clock.pass(700);
            for (const rowsOf of [modelTreeRows, panelModelRows])
              expect(rowsOf(state(), clock.now())).toEqual(rowsOf(copied(state()), clock.now()));
          }
        },
      ),
      { numRuns: 10 },
    );
  });
});
