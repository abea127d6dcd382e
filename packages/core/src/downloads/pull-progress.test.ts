import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolvePull, progressOfPull, pullFrom, type PullNews } from "./pull-progress.ts";

const manifest: PullNews = {
  kind: "manifest",
  layers: [
    { digest: "a", sizeBytes: 900 },
    { digest: "b", sizeBytes: 60 },
    { digest: "c", sizeBytes: 40 },
  ],
};
const layer = (digest: string, doneBytes: number, totalBytes?: number): PullNews => ({
  kind: "layer",
  digest,
  doneBytes,
  ...(totalBytes !== undefined && { totalBytes }),
});
const status = (text: string): PullNews => ({ kind: "status", status: text });
const after = (...news: readonly PullNews[]) => progressOfPull(news.reduce(evolvePull, pullFrom()));

describe("a pull's progress", () => {
  it("sums up all layers, including those without lines (recording pull-tiny)", () => {
    expect(after(manifest, layer("a", 450, 900))).toEqual({
      step: "pulling",
      doneBytes: 450,
      totalBytes: 1000,
      share: 0.45,
    });
    expect(after(manifest, layer("a", 880, 900), layer("c", 10, 40))).toMatchObject({ doneBytes: 970 });
    expect(after(manifest, layer("a", 880, 900), status("verifying sha256 digest"))).toEqual({
      step: "verifying",
      doneBytes: 1000,
      totalBytes: 1000,
      share: 1,
    });
  });

  it("does not decrease when a part is fetched again, and reports that", () => {
    const lines = [manifest, layer("a", 450, 900), layer("a", 300, 900)];
    expect(after(...lines)).toMatchObject({ doneBytes: 450, share: 0.45, againBytes: 150 });
    expect(after(...lines, layer("a", 460, 900))).not.toHaveProperty("againBytes");
  });

  it("continues from the previous pull, even if Ollama has lost part of it", () => {
    const resumed = [manifest, layer("a", 100, 900)].reduce(
      evolvePull,
      pullFrom({ doneBytes: 450, share: 0.45 }),
    );
    expect(progressOfPull(resumed)).toMatchObject({ doneBytes: 450, share: 0.45, againBytes: 350 });
  });

  it("counts a layer once if the manifest lists it twice", () => {
    const twice: PullNews = {
      kind: "manifest",
      layers: [
        { digest: "a", sizeBytes: 900 },
        { digest: "a", sizeBytes: 900 },
      ],
    };
    expect(after(twice, layer("a", 450, 900))).toMatchObject({ totalBytes: 900, share: 0.5 });
  });

  it("counts received bytes apart from those already there", () => {
    const received = (...news: readonly PullNews[]) => news.reduce(evolvePull, pullFrom()).receivedBytes;
    expect(received(layer("a", 450, 900))).toBe(0);
    expect(
      received(layer("a", 450, 900), layer("a", 500, 900), layer("a", 300, 900), layer("a", 400, 900)),
    ).toBe(150);
    expect(received(layer("a", 450, 900), layer("b", 60, 60))).toBe(0);
  });

  it("has no total if the registry does not tell it", () => {
    expect(after(layer("a", 450, 900))).toEqual({ step: "pulling", doneBytes: 450, atLeastBytes: 900 });
    expect(after(layer("a", 880, 900), layer("b", 0, 60))).toEqual({
      step: "pulling",
      doneBytes: 900,
      atLeastBytes: 960,
    });
  });

  it("uses a late answer of the registry, and drops one that does not match", () => {
    expect(after(layer("a", 450, 900), manifest)).toMatchObject({ doneBytes: 450, totalBytes: 1000 });
    expect(after(manifest, layer("z", 5, 10))).toEqual({ step: "pulling", doneBytes: 5, atLeastBytes: 10 });
  });

  it("uses a safetensors model's own total (docs/ollama.md §2.2)", () => {
    expect(after(manifest, layer("sha256:model", 30, 70))).toEqual({
      step: "pulling",
      doneBytes: 30,
      totalBytes: 70,
      share: 30 / 70,
    });
  });

  it("is not that of a manifest, with which the pull of a list begins (recording pull-list)", () => {
    const manifestLines = [layer("sha256:model", 0, 746), layer("sha256:model", 746, 746)];
    expect(after(manifest, ...manifestLines)).toEqual({
      step: "preparing",
      doneBytes: 0,
      totalBytes: 1000,
      share: 0,
    });
    expect(after(...manifestLines)).toEqual({ step: "preparing", doneBytes: 0 });
    expect(after(manifest, ...manifestLines, layer("a", 450, 900))).toMatchObject({
      doneBytes: 450,
      share: 0.45,
    });
    expect(after(...manifestLines, layer("a", 450, 900))).toEqual({
      step: "pulling",
      doneBytes: 450,
      atLeastBytes: 900,
    });
  });

  it("is that of the whole once it is partly done, until a layer is named (recording pull-list-mlx)", () => {
    const lines = [
      layer("sha256:model", 0, 852),
      layer("sha256:model", 852, 852),
      layer("sha256:model", 0, 120_451),
      layer("sha256:model", 448, 120_451),
      layer("sha256:model", 44_419, 120_451),
    ];
    expect(after(...lines)).toMatchObject({ doneBytes: 44_419, totalBytes: 120_451 });
    const named = [...lines, layer("a", 450, 900), layer("sha256:model", 900, 900)];
    expect(after(...named)).toEqual({ step: "pulling", doneBytes: 44_419, againBytes: 43_969 });
  });

  it("never decreases or exceeds its total, for any sequence of lines, manifests and pulls", () => {
    const sizes: Readonly<Record<string, number>> = { a: 900, b: 60, c: 40, other: 7 };
    const digest = fc.constantFrom(...Object.keys(sizes), "sha256:model");
    const news: fc.Arbitrary<PullNews | "again"> = fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .record({ digest, doneBytes: fc.nat(1_000), totalBytes: fc.constant(900) })
          .map((told) => ({ kind: "layer" as const, ...told })),
      },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom("pulling manifest", "verifying sha256 digest", "writing manifest")
          .map(status),
      },
      {
        weight: 1,
        arbitrary: fc
          .uniqueArray(fc.constantFrom("a", "b", "c", "other"), { minLength: 1 })
          .map((digests): PullNews => ({
            kind: "manifest",
            layers: digests.map((one) => ({ digest: one, sizeBytes: sizes[one] ?? 0 })),
          })),
      },
      { weight: 1, arbitrary: fc.constant("again" as const) },
    );
    fc.assert(
      fc.property(fc.array(news, { maxLength: 40 }), (told) => {
        let pull = evolvePull(pullFrom(), manifest);
        let shown = progressOfPull(pull);
        for (const one of told) {
          pull = one === "again" ? evolvePull(pullFrom(shown), manifest) : evolvePull(pull, one);
          const next = progressOfPull(pull);
          if (next.totalBytes !== undefined) expect(next.doneBytes).toBeLessThanOrEqual(next.totalBytes);
          if (next.share !== undefined) {
            expect(next.share).toBeLessThanOrEqual(1);
            expect(next.share).toBeGreaterThanOrEqual(shown.share ?? 0);
          }
          shown = { ...next, share: next.share ?? shown.share ?? 0 };
        }
        const { doneBytes, totalBytes } = progressOfPull(evolvePull(pull, status("success")));
        if (totalBytes !== undefined) expect(doneBytes).toBe(totalBytes);
      }),
      { numRuns: 5_000 },
    );
  });
});
