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
  it("counts all layers together, those that say nothing included (recording pull-tiny)", () => {
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

  it("does not go back when a part is fetched again, and says so", () => {
    const fallen = [manifest, layer("a", 450, 900), layer("a", 300, 900)];
    expect(after(...fallen)).toMatchObject({ doneBytes: 450, share: 0.45, againBytes: 150 });
    expect(after(...fallen, layer("a", 460, 900))).not.toHaveProperty("againBytes");
  });

  it("goes on from where the pull before it was left, though Ollama has lost some of it", () => {
    const resumed = [manifest, layer("a", 100, 900)].reduce(
      evolvePull,
      pullFrom({ doneBytes: 450, share: 0.45 }),
    );
    expect(progressOfPull(resumed)).toMatchObject({ doneBytes: 450, share: 0.45, againBytes: 350 });
  });

  it("counts a layer once that a manifest names twice", () => {
    const twice: PullNews = {
      kind: "manifest",
      layers: [
        { digest: "a", sizeBytes: 900 },
        { digest: "a", sizeBytes: 900 },
      ],
    };
    expect(after(twice, layer("a", 450, 900))).toMatchObject({ totalBytes: 900, share: 0.5 });
  });

  it("counts what comes in by itself, and not what was there", () => {
    const received = (...news: readonly PullNews[]) => news.reduce(evolvePull, pullFrom()).receivedBytes;
    expect(received(layer("a", 450, 900))).toBe(0);
    expect(
      received(layer("a", 450, 900), layer("a", 500, 900), layer("a", 300, 900), layer("a", 400, 900)),
    ).toBe(150);
    expect(received(layer("a", 450, 900), layer("b", 60, 60))).toBe(0);
  });

  it("makes no total up where the registry does not tell", () => {
    expect(after(layer("a", 450, 900))).toEqual({ step: "pulling", doneBytes: 450 });
    expect(after(layer("a", 880, 900), layer("b", 0, 60))).toEqual({ step: "pulling", doneBytes: 900 });
  });

  it("takes an answer of the registry that comes late, and drops one that is not of this model", () => {
    expect(after(layer("a", 450, 900), manifest)).toMatchObject({ doneBytes: 450, totalBytes: 1000 });
    expect(after(manifest, layer("z", 5, 10))).toEqual({ step: "pulling", doneBytes: 5 });
  });

  it("takes a safetensors model's own total (docs/ollama.md §2.2)", () => {
    expect(after(manifest, layer("sha256:model", 30, 70))).toEqual({
      step: "pulling",
      doneBytes: 30,
      totalBytes: 70,
      share: 30 / 70,
    });
  });

  it("never falls and never passes its total, through any lines, manifests and pulls after one another", () => {
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
