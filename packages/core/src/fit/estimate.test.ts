import { recordings, releaseOf, versions, type Version } from "@paddock/test-fixtures";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { detailsOfShow, loadedModelsOf, modelsOfTags } from "../adapters/ollama/ollama-answers.ts";
import { psSchema, showSchema, tagsSchema } from "../adapters/ollama/ollama-schemas.ts";
import { parseModelName } from "../models/model-name.ts";
import type { LoadedCopy } from "../models/models-events.ts";
import { isOlderThan } from "../service/versions.ts";
import { CACHE_TYPES, estimate, totalOf, type CacheType, type Counting, type LoadPlan } from "./estimate.ts";
import { shapeOf, type ModelShape, type PlainShape } from "./model-shape.ts";

const WITHIN = 0.15;
const alone = { capabilities: ["completion"], hasProjector: false };

const countingOf = (version: Version): Counting =>
  isOlderThan(releaseOf(version), "0.30.0") ? "plan-on-cpu" : "llama-server";

const rowSchema = v.object({
  model: v.string(),
  setting: v.string(),
  num_ctx: v.number(),
  fileBytes: v.number(),
  model_info: v.record(v.string(), v.unknown()),
  ps: v.object({ size: v.number() }),
});

/** The rows of `memory`, without those of models that were not loaded. */
const measuredRows = (version: Version): readonly v.InferOutput<typeof rowSchema>[] =>
  recordings(version).flatMap((found) =>
    found.kind === "table"
      ? found.rows.flatMap((row) => {
          const parsed = v.safeParse(rowSchema, row);
          return parsed.success ? [parsed.output] : [];
        })
      : [],
  );

function planOf(setting: string, context: number, counting: Counting): LoadPlan {
  const cacheType: CacheType = setting.startsWith("q8_0") ? "q8_0" : "f16";
  return { context, cacheType, parallel: setting.includes("4 in parallel") ? 4 : 1, counting };
}

describe.each(versions)("what is estimated for Ollama %s", (version) => {
  it("is what /api/ps said, within 15 %, for every measured load", () => {
    const rows = measuredRows(version);
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const shape = plain(shapeOf({ ...row.model_info, "general.architecture": "llama" }, alone));
      const plan = planOf(row.setting, row.num_ctx, countingOf(version));
      const parts = estimate(shape, row.fileBytes, plan);
      const off = parts ? totalOf(parts) / row.ps.size - 1 : Number.NaN;
      expect(Math.abs(off), `${row.model}, ${row.setting}, ${row.num_ctx}: ${off}`).toBeLessThan(WITHIN);
    }
  });

  it("is what /api/ps said, within 15 %, for every loaded model whose measures are known", () => {
    const { sizes, shapes, loaded } = seen(version);
    const known = loaded.flatMap(({ digest = "", contextLength = 0, sizeBytes, setting }) => {
      const [shape, size] = [shapes.get(digest), sizes.get(digest)];
      if (shape?.kind !== "plain" || size === undefined) return [];
      const parts = estimate(shape, size, planOf(setting, contextLength, countingOf(version)));
      return [{ digest, off: parts ? totalOf(parts) / sizeBytes - 1 : Number.NaN }];
    });
    expect(known.length).toBeGreaterThan(4);
    for (const { digest, off } of known) expect(Math.abs(off), `${digest}: ${off}`).toBeLessThan(WITHIN);
  });

  it("is unknown for an embedding model", () => {
    expect([...seen(version).shapes.values()]).toContainEqual({ kind: "unknown", because: "embedding" });
  });
});

/** What the recordings of a version tell of each digest, and all loaded models in them. */
function seen(version: Version) {
  const sizes = new Map<string, number>();
  const digests = new Map<string, Set<string>>();
  const shapes = new Map<string, ModelShape>();
  const loaded: (LoadedCopy & { readonly setting: string })[] = [];
  const exchanges = recordings(version).filter((found) => found.kind === "exchange");
  for (const { name, request, response } of exchanges) {
    const tags = v.safeParse(tagsSchema, response.body);
    const ps = v.safeParse(psSchema, response.body);
    // Its server was started with a cache of q8_0.
    const setting = name === "ps-runner-killed" ? "q8_0" : "f16";
    if (request.path === "/api/ps" && ps.success)
      loaded.push(
        ...loadedModelsOf(ps.output)
          .flatMap((model): readonly LoadedCopy[] => model.copies ?? [model])
          .map((copy) => ({ ...copy, setting })),
      );
    if (request.path !== "/api/tags" || !tags.success) continue;
    for (const { name: model, digest, sizeBytes } of modelsOfTags(tags.output)) {
      sizes.set(digest, sizeBytes);
      digests.set(model, new Set([...(digests.get(model) ?? []), digest]));
    }
  }
  for (const { request, response } of exchanges) {
    const asked = v.safeParse(v.object({ model: v.string() }), request.body);
    const show = v.safeParse(showSchema, response.body);
    const name = asked.success ? parseModelName(asked.output.model) : undefined;
    if (request.path !== "/api/show" || name === undefined || !show.success || response.status !== 200)
      continue;
    const { shape } = detailsOfShow(show.output);
    for (const digest of digests.get(name) ?? []) if (shape) shapes.set(digest, shape);
  }
  return { sizes, shapes, loaded };
}

const plain = (shape: ModelShape): PlainShape => {
  if (shape.kind !== "plain") throw new Error(`unknown: ${shape.because}`);
  return shape;
};

const measures = fc.record({
  blocks: fc.integer({ min: 1, max: 200 }),
  embedding: fc.integer({ min: 1, max: 20_000 }),
  cachedPerBlock: fc.integer({ min: 1, max: 20_000 }),
  feedForward: fc.integer({ min: 1, max: 60_000 }),
  inputShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  mostContext: fc.integer({ min: 1, max: 1e6 }),
});
const plans = fc.record({
  context: fc.integer({ min: 1, max: 2e6 }),
  cacheType: fc.constantFrom(...CACHE_TYPES),
  parallel: fc.integer({ min: 1, max: 16 }),
  counting: fc.constantFrom<Counting>("llama-server", "plan-on-cpu"),
});
const bytes = fc.integer({ min: 1, max: 1e12 });

describe("an estimate", () => {
  const taken = (shape: Omit<PlainShape, "kind">, fileBytes: number, plan: LoadPlan): number => {
    const parts = estimate({ kind: "plain", ...shape }, fileBytes, plan);
    return parts ? totalOf(parts) : Number.NaN;
  };

  it("never falls with the context or with the weights", () => {
    fc.assert(
      fc.property(measures, bytes, plans, bytes, (shape, fileBytes, plan, more) => {
        const before = taken(shape, fileBytes, plan);
        expect(taken(shape, fileBytes, { ...plan, context: plan.context + more })).toBeGreaterThanOrEqual(
          before,
        );
        expect(taken(shape, fileBytes + more, plan)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("is not made where Ollama's own plan depends on the GPU", () => {
    fc.assert(
      fc.property(measures, bytes, plans, (shape, fileBytes, plan) => {
        expect(taken(shape, fileBytes, { ...plan, counting: "plan-on-gpu" })).toBeNaN();
      }),
    );
  });
});

describe("the shape of a model", () => {
  const llama = {
    "general.architecture": "llama",
    "general.parameter_count": 8_030_261_312,
    "llama.block_count": 32,
    "llama.embedding_length": 4_096,
    "llama.feed_forward_length": 14_336,
    "llama.attention.head_count": 32,
    "llama.attention.head_count_kv": 8,
    "llama.context_length": 131_072,
    "llama.vocab_size": 128_256,
  };

  it("is that of Llama 3.1 8B, with the cache that llama.cpp prints for it", () => {
    const shape = plain(shapeOf(llama, alone));
    expect(shape).toMatchObject({ cachedPerBlock: 2_048 });
    // `KV self size = 512.00 MiB`
    const parts = estimate(shape, 4_920_738_944, planOf("f16", 4_096, "llama-server"));
    expect(parts?.cache).toBe(512 * 1_024 ** 2);
  });

  it("knows whether the output has weights of its own", () => {
    expect(plain(shapeOf(llama, alone)).inputShare).toBeCloseTo(0.065, 3);
    const tied = { ...llama, "general.parameter_count": 8_030_261_312 - 128_256 * 4_096 };
    expect(plain(shapeOf(tied, alone)).inputShare).toBe(0);
  });

  it.each([
    ["a sliding window", { "llama.attention.sliding_window": 4_096 }, "sliding-window"],
    ["experts", { "llama.expert_count": 8 }, "mixture"],
    ["state-space layers", { "llama.ssm.inner_size": 8_192 }, "hybrid"],
    ["latent attention", { "llama.attention.kv_lora_rank": 512 }, "latent-attention"],
    ["other heads in each block", { "llama.attention.head_count_kv": [] }, "incomplete"],
    ["an unknown architecture", { "general.architecture": "gptoss" }, "architecture"],
    ["a huge block count", { "llama.block_count": 1e300 }, "incomplete"],
    ["a negative width", { "llama.embedding_length": -1 }, "incomplete"],
    ["no number", { "llama.attention.head_count": Number.NaN }, "incomplete"],
    ["a text for a number", { "llama.feed_forward_length": "14336" }, "incomplete"],
    ["an architecture that is no text", { "general.architecture": { toString: "llama" } }, "incomplete"],
  ] as const)("is unknown with %s", (_what, told, because) => {
    expect(shapeOf({ ...llama, ...told }, alone)).toEqual({ kind: "unknown", because });
  });

  it("is unknown with a projector, and for an embedding model", () => {
    expect(shapeOf(llama, { ...alone, hasProjector: true })).toMatchObject({ because: "projector" });
    expect(shapeOf(llama, { ...alone, capabilities: ["vision"] })).toMatchObject({ because: "projector" });
    expect(shapeOf(llama, { ...alone, capabilities: ["embedding"] })).toMatchObject({ because: "embedding" });
  });

  it("of any foreign measures gives an estimate that is a whole number of bytes, or none", () => {
    const key = fc.constantFrom(...Object.keys(llama), "llama.attention.key_length");
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.jsonValue(),
      fc.constantFrom(1e4, 1e6, 2),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value), bytes, plans, (told, fileBytes, plan) => {
        const shape = shapeOf({ ...llama, ...told }, alone);
        const parts = shape.kind === "plain" ? estimate(shape, fileBytes, plan) : undefined;
        if (parts) expect(Number.isSafeInteger(totalOf(parts)) && totalOf(parts) > 0).toBe(true);
      }),
    );
  });
});
