import fc from "fast-check";
import { expect, it } from "vitest";
import { catalogueSearch } from "../adapters/search/catalogue-search.ts";
import { describeLines } from "../service-log/description.ts";
import { settled } from "../testing/fake-clock.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { unkeyed } from "../ui/keyed.ts";
import { runnableOn, type Candidate } from "./can-run.ts";
import { findView } from "./find.view.ts";
import { createModelFinder } from "./model-finder.action.ts";

const gpu = (gib: number): string =>
  `time=2026-11-28T14:00:00.000Z level=INFO msg="inference compute" id=GPU-1 library=CUDA name=CUDA0 total="${gib} GiB" available="${gib} GiB"`;
const cpu =
  'time=2026-11-28T14:00:00.000Z level=INFO msg="inference compute" id=cpu library=cpu name=cpu total="16 GiB" available="15 GiB"';

/** What is offered to a machine, by the catalogue that comes with Paddock. */
async function offered(text: string, ...lines: readonly string[]) {
  const finder = createModelFinder(() => Promise.resolve([catalogueSearch()]));
  finder.type(text);
  await settled();
  const description = describeLines(lines);
  const { state } = given(pointed, running, { type: "service.described", host, description });
  return findView(state, finder.found$.value, []).groups.map(({ key, note, rows }) => ({
    key,
    note,
    rows: unkeyed(rows),
  }));
}

const canRun = async (text: string, ...lines: readonly string[]) =>
  (await offered(text, ...lines)).find(({ key }) => key === "can-run");

it("the best models for each use are those that fit, each with its size and Download", async () => {
  const told = await canRun("", gpu(12.5));
  expect(told?.note).toBe("12.3 GB for models on the GPU · estimates by size; a long context takes more");
  const uses = told?.rows.map(({ about }) => about.split(" · ")[0]?.toLowerCase()).join(", ");
  for (const use of ["chat", "thinking", "vision", "tools", "code", "embedding"]) expect(uses).toContain(use);
  for (const { sizes } of told?.rows ?? []) {
    expect(sizes).toHaveLength(1);
    expect(sizes[0]?.fit?.word).toBe("Fits");
    expect(sizes[0]?.action.label).toMatch(/^Download /);
  }
});

it("a machine without a GPU is measured by its main memory, and named no model that it would be slow with", async () => {
  const told = await canRun("", cpu);
  expect(told?.note).toMatch(/^16\.1 GB of main memory, without a GPU · /);
  const labels = told?.rows.flatMap(({ sizes }) => sizes.map(({ label }) => Number.parseFloat(label)));
  expect(Math.max(...(labels ?? []).filter((billions) => billions < 100))).toBeLessThan(13);
});

it.each([1, 12.5, 80])("a model that a machine with %s GiB can run is offered once", async (gib) => {
  const namesOf = (groups: Awaited<ReturnType<typeof offered>>) =>
    groups.map(({ rows }) => rows.map(({ name }) => name));
  const [popular = []] = namesOf(await offered(""));
  const [best = [], others = []] = namesOf(await offered("", gpu(gib)));
  expect(best.length).toBeGreaterThan(0);
  expect(others).toEqual(popular.filter((name) => !best.includes(name)));
});

it("nothing is said while the memory is not known, or something is typed", async () => {
  expect(await canRun("")).toBeUndefined();
  expect(await canRun("qwen", gpu(12.5))).toBeUndefined();
});

it("whatever fits less memory fits more, and nothing is named that does not fit", () => {
  const candidates = (sizes: readonly number[]): readonly Candidate[] =>
    sizes.map((sizeBytes, index) => ({
      found: { source: "catalogue", name: `pony${index}`, description: "", capabilities: [], tags: [] },
      variants: [{ model: modelName(`pony${index}:x`), label: "x", sizeBytes }],
    }));
  const told = (gpuBytes: number) => ({ kind: "told", gpuBytes, keptFreeBytes: 0 }) as const;
  const size = fc.integer({ min: 1, max: 1e11 });
  fc.assert(
    fc.property(fc.array(size, { maxLength: 6 }), size, size, (sizes, memory, more) => {
      const few = runnableOn(told(memory), candidates(sizes));
      const many = runnableOn(told(memory + more), candidates(sizes));
      for (const { neededBytes } of few) expect(neededBytes).toBeLessThanOrEqual(memory);
      const largest = (all: typeof few): number => Math.max(0, ...all.map(({ neededBytes }) => neededBytes));
      expect(many.length > 0 || few.length === 0).toBe(true);
      expect(largest(few) * 0.75).toBeLessThanOrEqual(largest(many));
    }),
  );
});
