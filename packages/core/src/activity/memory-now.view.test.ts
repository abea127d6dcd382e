import { describe, expect, it } from "vitest";
import { describeLines } from "../service-log/description.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/given.ts";
import { fakeModel } from "../testing/index.ts";
import { noHistory } from "./memory-history.ts";
import { memoryNowView } from "./memory-now.view.ts";

const GIB = 1_024 ** 3;
const pony = fakeModel("pony:14b");

/** Ollama on a machine with this device, with a model of 4 GiB in memory. */
function memoryOn(library: string, vramBytes: number | undefined | "nothing loaded", available = "12.0 GiB") {
  const line = `time=2026-10-02T09:00:05.000Z level=INFO source=types.go:32 msg="inference compute" id=0 library=${library} total="16.0 GiB" available="${available}"`;
  const { state } = given(
    pointed,
    running,
    { type: "service.described", host, description: describeLines([line]) },
    { type: "models.listed", host, models: [pony] },
    {
      type: "models.loaded",
      host,
      models:
        vramBytes === "nothing loaded"
          ? []
          : [{ name: pony.name, sizeBytes: 4 * GIB, ...(vramBytes !== undefined && { vramBytes }) }],
    },
  );
  return memoryNowView(state, noHistory, 0);
}

describe("memory now", () => {
  it("is what is taken of the GPU", () => {
    const { note, rows, rest } = memoryOn("CUDA", 4 * GIB);
    expect(note).toBe("4.3 of 17.2 GB");
    // Of the 12 GiB that were free at the start, Ollama keeps one.
    expect(rest).toEqual([
      { label: "Not for models", size: "5.4 GB" },
      { label: "Free for models", size: "7.5 GB" },
    ]);
    expect(rows[0]?.share).toBe(0.25);
  });

  it("has nothing free on a GPU that other programs had filled when Ollama started", () => {
    expect(memoryOn("CUDA", "nothing loaded", "0 B").rest.at(-1)?.size).toBe("0 bytes");
  });

  it("is what is taken of the main memory where there is no GPU", () => {
    const { note, rows, rest } = memoryOn("cpu", 0);
    expect([note, rest]).toEqual(["4.3 of 17.2 GB", [{ label: "The rest of main memory", size: "12.9 GB" }]]);
    expect(rows[0]).toMatchObject({ share: 0.25, where: "in main memory" });
  });

  it("says only how large the models are where their part on the GPU is not known", () => {
    for (const vramBytes of [undefined, 7 * GIB])
      expect(memoryOn("CUDA", vramBytes)).toMatchObject({
        note: "4.3 GB",
        rest: [],
        rows: [{ where: "" }],
      });
  });

  it("says nothing of the main memory while no model is in it", () => {
    expect(memoryOn("cpu", "nothing loaded")).toMatchObject({ note: "", rest: [] });
    expect(memoryOn("CUDA", "nothing loaded").rest.at(-1)?.size).toBe("11.8 GB");
  });
});
