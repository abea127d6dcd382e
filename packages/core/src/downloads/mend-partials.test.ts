import { describe, expect, it } from "vitest";
import { downloadBench, failWith, idOf, succeed } from "../testing/download-bench.ts";
import { host } from "../testing/events.ts";
import { FakeFolder, unfinishedLayer } from "../testing/fake-folder.ts";
import { mendingOf, partsOf, resumableBytes, type UnfinishedLayer } from "./unfinished-layer.ts";

/** The weights of `pony`, in parts of which one has an empty note. */
const broken: UnfinishedLayer = {
  ...unfinishedLayer("sha256:base", 900),
  notes: [{ part: 0 }],
  changedAtMs: 0,
};
const note = { part: 0, offset: 0, size: 900, completed: 0 };

async function pullingPony(layers: readonly UnfinishedLayer[] | "out of reach") {
  const at = downloadBench();
  const folder = new FakeFolder();
  if (layers !== "out of reach") {
    folder.layers = layers;
    at.reach.folder = folder;
  }
  at.add("pony");
  return { ...at, at, folder };
}

describe("a pull that cannot continue because of a broken note", () => {
  it("is mended and goes on, without the loss of anything else", async () => {
    const { at, folder, clock, ollama, situation } = await pullingPony([
      broken,
      unfinishedLayer("sha256:x", 70),
    ]);
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(2_000);
    expect(folder.written).toEqual([["sha256:base", [note]]]);
    expect(folder.forgotten).toEqual([]);
    expect(ollama.pulls).toHaveLength(2);
    succeed(at, "pony");
    expect(situation("pony")).toEqual({ kind: "completed" });
  });

  it("loses the layer if its other notes do not fit, and no other layer", async () => {
    const odd = { ...broken, notes: [{ part: 0 }, { part: 3 }] };
    const { at, folder, clock, ollama } = await pullingPony([odd, { ...odd, digest: "sha256:foreign" }]);
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(2_000);
    expect([folder.written, folder.forgotten]).toEqual([[], [["sha256:base"]]]);
    expect(ollama.pulls).toHaveLength(2);
  });

  it.each([
    ["is out of reach", "out of reach"],
    ["cannot be written", [{ ...broken, changedAtMs: -1e6 }]],
  ] as const)("is tried again if the folder %s, and then fails with what it is", async (_, reach) => {
    const { at, folder, clock, situation, row } = await pullingPony(reach);
    folder.problem = "EACCES";
    for (const attempt of [1, 2, 3]) {
      failWith(at, "pony", { kind: "partial-broken" });
      await clock.pass(900);
      expect(situation("pony")).toMatchObject({ kind: "waiting", attempt });
      await clock.pass(16_000);
    }
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(2_000);
    expect(situation("pony")).toEqual({ kind: "failed", failure: { kind: "partial-broken" } });
    expect(row("pony")?.status).toContain("one of the files of the unfinished download is damaged");
    expect(row("pony")?.offers).toContain("download.retry");
  });

  it("is retried if no note is broken: then it was the connection", async () => {
    const { at, clock, situation } = await pullingPony([]);
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(500);
    expect(situation("pony")).toMatchObject({ kind: "waiting", failure: { kind: "store-unreachable" } });
  });

  it("leaves alone the files of a pull that still moves", async () => {
    const { at, folder, clock, situation } = await pullingPony([broken]);
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(500);
    folder.layers = [{ ...broken, changedAtMs: 500 }];
    await clock.pass(1_000);
    expect([folder.written, folder.forgotten]).toEqual([[], []]);
    expect(situation("pony")?.kind).toBe("waiting");
  });

  it("leaves alone what another program may download, and mends what it has left", async () => {
    const { at, folder, clock } = await pullingPony([]);
    await clock.pass(60_000);
    const foreign = (digest: string, changedAtMs: number) => ({ ...broken, digest, changedAtMs });
    folder.layers = [
      broken,
      foreign("sha256:pausing", clock.now() - 20_000),
      foreign("sha256:left", clock.now() - 31_000),
    ];
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(2_000);
    expect(folder.written.map(([digest]) => digest)).toEqual(["sha256:base", "sha256:left"]);
  });

  it("is not mended after it was cancelled", async () => {
    const { at, folder, clock, ask, ollama } = await pullingPony([broken]);
    failWith(at, "pony", { kind: "partial-broken" });
    await clock.pass(100);
    ask({ type: "download.cancel", host, id: idOf("pony") });
    await clock.pass(3_000);
    expect(ollama.pulls).toHaveLength(1);
    expect([folder.written, folder.forgotten]).toEqual([[], []]);
  });
});

describe("an unfinished layer", () => {
  const MB = 1_000_000;
  const inParts = (lengthBytes: number, completed: number): UnfinishedLayer => ({
    ...unfinishedLayer("sha256:a", lengthBytes),
    notes: partsOf(lengthBytes).map((part) => ({ part: part.part, note: { ...part, completed } })),
  });

  it.each([
    [90 * MB, [90 * MB]],
    [250 * MB, [100 * MB, 100 * MB, 50 * MB]],
    [4_000 * MB, Array.from({ length: 16 }, () => 250 * MB)],
    [4_001 * MB + 5, [...Array.from({ length: 15 }, () => 250_062_500), 250_062_505]],
    [17_500 * MB, [...Array.from({ length: 17 }, () => 1_000 * MB), 500 * MB]],
  ])("of %d bytes has Ollama's parts", (lengthBytes, sizes) => {
    const parts = partsOf(lengthBytes);
    const whole = parts.at(-1)?.size === 5 ? parts.slice(0, -1) : parts;
    expect(whole.map(({ size }) => size).slice(0, 15)).toEqual(sizes.slice(0, 15));
    expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(lengthBytes);
    for (const [index, { offset }] of parts.entries())
      expect(offset).toBe(parts.slice(0, index).reduce((sum, { size }) => sum + size, 0));
  });

  it("keeps all but the part whose note is broken", () => {
    const whole = inParts(250 * MB, 40 * MB);
    expect([mendingOf(whole).kind, resumableBytes(whole)]).toEqual(["not-needed", 120 * MB]);
    const [first, , third] = whole.notes;
    const one = { ...whole, notes: [first!, { part: 1 }, third!] };
    expect(mendingOf(one, 250 * MB)).toEqual({
      kind: "notes",
      notes: [{ part: 1, offset: 100 * MB, size: 100 * MB, completed: 0 }],
    });
    expect(resumableBytes(one)).toBe(80 * MB);
  });

  it("cannot be mended if a note is missing, if it has another length, or if its parts are of another kind", () => {
    const whole = inParts(250 * MB, 40 * MB);
    const missing = { ...whole, notes: whole.notes.slice(1) };
    const withoutData = { ...whole, lengthBytes: 0, notes: [...whole.notes.slice(0, 2), { part: 2 }] };
    const foreign = {
      ...whole,
      notes: [{ part: 0, note: { part: 0, offset: 0, size: 9, completed: 0 } }, { part: 1 }],
    };
    for (const [layer, sizeBytes] of [
      [missing, undefined],
      [whole, 251 * MB],
      [withoutData, undefined],
      [foreign, undefined],
    ] as const)
      expect([mendingOf(layer, sizeBytes).kind, resumableBytes(layer, sizeBytes)]).toEqual(["impossible", 0]);
  });

  it("without notes is begun anew by Ollama, unless it is fetched in order", () => {
    const layer = unfinishedLayer("sha256:a", 70 * MB);
    expect([mendingOf(layer).kind, resumableBytes(layer)]).toEqual(["not-needed", 0]);
    expect(resumableBytes({ ...layer, fetched: "in-order" })).toBe(70 * MB);
  });
});
