import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolvePull, initialPull, progressOfPull, type PullNews } from "./pull.ts";

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
const after = (...news: readonly PullNews[]) => progressOfPull(news.reduce(evolvePull, initialPull));

describe("a pull's progress", () => {
  it("counts all layers together, those that say nothing included (recording pull-tiny)", () => {
    expect(after(manifest, layer("a", 450, 900))).toEqual({
      step: "pulling",
      doneBytes: 450,
      totalBytes: 1000,
    });
    expect(after(manifest, layer("a", 880, 900), layer("c", 10, 40))).toMatchObject({ doneBytes: 970 });
    expect(after(manifest, layer("a", 880, 900), status("verifying sha256 digest"))).toEqual({
      step: "verifying",
      doneBytes: 1000,
      totalBytes: 1000,
    });
  });

  it("does not go back when a part is fetched again", () => {
    expect(after(manifest, layer("a", 450, 900), layer("a", 300, 900))).toMatchObject({ doneBytes: 450 });
  });

  it("makes no total up where the registry does not tell", () => {
    expect(after(layer("a", 450, 900))).toEqual({ step: "pulling", doneBytes: 450 });
    expect(after(layer("a", 880, 900), layer("b", 0, 60))).toEqual({ step: "pulling", doneBytes: 900 });
  });

  it("takes an answer of the registry that comes late, and drops one that is not of this model", () => {
    expect(after(layer("a", 450, 900), manifest)).toMatchObject({ doneBytes: 450, totalBytes: 1000 });
    expect(after(manifest, layer("z", 5, 10))).toEqual({ step: "pulling", doneBytes: 5 });
  });

  it("takes a safetensors model's own total (reference §2.2)", () => {
    expect(after(manifest, layer("sha256:model", 30, 70))).toEqual({
      step: "pulling",
      doneBytes: 30,
      totalBytes: 70,
    });
  });

  it("never falls and never passes its total, whatever the lines say", () => {
    const news = fc.oneof(
      fc.record({
        kind: fc.constant("layer" as const),
        digest: fc.constantFrom("a", "b", "c"),
        doneBytes: fc.nat(2_000),
        totalBytes: fc.constantFrom(900, 60, 40),
      }),
      fc.constantFrom(
        status("pulling manifest"),
        status("verifying sha256 digest"),
        status("writing manifest"),
      ),
    );
    fc.assert(
      fc.property(fc.array(news, { maxLength: 40 }), (lines) => {
        let pull = evolvePull(initialPull, manifest);
        let done = 0;
        for (const line of lines) {
          pull = evolvePull(pull, line);
          const { doneBytes, totalBytes } = progressOfPull(pull);
          expect(doneBytes).toBeGreaterThanOrEqual(done);
          expect(doneBytes).toBeLessThanOrEqual(totalBytes!);
          done = doneBytes;
        }
        const end = progressOfPull(evolvePull(pull, status("success")));
        expect(end.doneBytes).toBe(end.totalBytes);
      }),
      { numRuns: 5_000 },
    );
  });
});
