import { describe, expect, it } from "vitest";
import { FakeClock, settled } from "../testing/fake-clock.ts";
import { FakeFolder, unfinishedLayer } from "../testing/fake-folder.ts";
import { pullsWritten } from "./until-written.source.ts";
import type { UnfinishedLayer } from "./unfinished-layer.ts";

const MB = 1_000_000;
const layers = [{ digest: "sha256:a", sizeBytes: 90 * MB }];

/** A layer of 90 MB, of which 40 are on the disk, and as many as given in its note. */
const partial = (completed: number, notedAtMs: number): UnfinishedLayer => ({
  ...unfinishedLayer("sha256:a", 90 * MB),
  dataBytes: 40 * MB,
  notes: [{ part: 0, note: { part: 0, offset: 0, size: 90 * MB, completed } }],
  changedAtMs: notedAtMs,
  notedAtMs,
});

/** Waits after a pull was aborted; `waitedMs` is how long that took, once it is over. */
function aborted(at: { readonly folder?: FakeFolder; readonly unsettled?: typeof layers } = {}) {
  const clock = new FakeClock();
  clock.increment(100_000);
  const { folder, unsettled = layers } = at;
  let waitedMs: number | undefined;
  const pullScheduler = { settled: () => Promise.resolve(), unsettled: () => unsettled };
  const sinceMs = clock.now();
  pullsWritten({ pullScheduler, folder: () => Promise.resolve(folder), clock }).subscribe({
    complete: () => (waitedMs = clock.now() - sinceMs),
  });
  return { clock, waitedMs: () => waitedMs };
}

describe("before Ollama is stopped", () => {
  it("its notes are awaited, even if it is suspended meanwhile", async () => {
    const folder = new FakeFolder();
    folder.layers = [partial(0, 0)];
    const { clock, waitedMs } = aborted({ folder });
    await clock.pass(6_000);
    expect(waitedMs()).toBeUndefined();
    folder.layers = [partial(40 * MB, clock.now())];
    await clock.pass(1_000);
    expect(waitedMs()).toBeLessThanOrEqual(6_800);
  });

  it("notes that are still being written are awaited", async () => {
    const folder = new FakeFolder();
    const { clock, waitedMs } = aborted({ folder });
    for (let step = 0; step < 8; step++) {
      folder.layers = [partial(40 * MB, clock.now())];
      await clock.pass(200);
    }
    await clock.pass(600);
    expect(waitedMs()).toBeGreaterThanOrEqual(0);
  });

  it("nothing is awaited for longer than 10 s", async () => {
    const folder = new FakeFolder();
    folder.layers = [partial(0, 0)];
    const { clock, waitedMs } = aborted({ folder });
    await clock.pass(11_000);
    expect(waitedMs()).toBe(10_000);
  });

  it("bytes that an earlier end of Ollama lost are not awaited again", async () => {
    const folder = new FakeFolder();
    folder.layers = [partial(0, 100_050)];
    const { clock, waitedMs } = aborted({ folder });
    await clock.pass(1_000);
    expect(waitedMs()).toBeLessThanOrEqual(500);
  });

  it("nothing is awaited without a pull, without its files, or without the folder", async () => {
    const other = new FakeFolder();
    other.layers = [{ ...partial(0, 0), digest: "sha256:other" }];
    const busy = new FakeFolder();
    busy.layers = [partial(0, 0)];
    for (const at of [{ folder: busy, unsettled: [] }, { folder: other }, {}]) {
      const { waitedMs } = aborted(at);
      await settled();
      expect(waitedMs()).toBe(0);
    }
  });
});
