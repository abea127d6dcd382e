import { recordedExchange, type Version } from "@paddock/test-fixtures";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { modelsOfTags } from "../adapters/ollama/ollama-answers.ts";
import { tagsSchema } from "../adapters/ollama/ollama-schemas.ts";
import { fakeModel, modelName } from "../testing/index.ts";
import { digestsOf, modelsOfRows, withCopyInUse } from "./copies.ts";
import { isLeftover } from "./leftover.ts";
import { runnerOrderOn, USUAL_ORDER, type RunnerOrder } from "./runners.ts";

const listed = (name: string, order?: RunnerOrder, version: Version = "0.40-preview") =>
  modelsOfTags(v.parse(tagsSchema, recordedExchange(version, name).response.body), order);
const named = (name: string, list: ReturnType<typeof listed>) =>
  list.filter((model) => model.name === modelName(name));

const CHARGER = "charger:latest";
const ORIGINAL = "389aca4837db1d2512e7dd94bfffe6ac2ea4b3e1ee372935d17e2e2dd1be5535";
const CONVERTED = "7ab3f273f8d65d4414551e5ca8a3b1f64a7104262ac93ce2aea99b7105c4b0f5";
const ARABIAN = "127.0.0.1:5501/stable/arabian:latest";

describe("rows of one name", () => {
  it("are one model, with the copy first that Ollama prefers", () => {
    expect(named(CHARGER, listed("migrate-tags-converted"))).toMatchObject([
      {
        digest: CONVERTED,
        sizeBytes: 19_646_296,
        runner: "llamacpp",
        isConverted: true,
        copies: [{ digest: ORIGINAL, sizeBytes: 19_646_167, runner: "ggml" }],
      },
    ]);
  });

  it("are in the order of the platform", () => {
    const runners = (order?: RunnerOrder) => {
      const [model] = named(ARABIAN, listed("tags-child-deleted", order));
      return [model?.runner, ...(model?.copies ?? []).map(({ runner }) => runner)];
    };
    expect(runners()).toEqual(["llamacpp", "mlx"]);
    expect(runners(runnerOrderOn("linux", "arm64"))).toEqual(["llamacpp", "mlx"]);
    expect(runners(runnerOrderOn("darwin", "arm64"))).toEqual(["mlx", "llamacpp"]);
  });

  it("of a server that reports no runners count once", () => {
    const twice = [fakeModel("pony", { digest: "a" }), fakeModel("pony", { digest: "b" })];
    expect(modelsOfRows(twice, USUAL_ORDER)).toEqual([twice[0]]);
  });

  it("lead to the same model, whichever copy is in use", () => {
    const [model] = named(CHARGER, listed("migrate-tags-converted"));
    const swapped = withCopyInUse(model!, ORIGINAL);
    expect(swapped).toMatchObject({
      name: CHARGER,
      digest: ORIGINAL,
      runner: "ggml",
      isConverted: true,
      copies: [{ digest: CONVERTED, runner: "llamacpp" }],
    });
    expect(withCopyInUse(swapped, CONVERTED)).toEqual(model);
    expect(withCopyInUse(model!, "another")).toBe(model);
  });
});

describe("names of converted weights", () => {
  it("are hidden while a model has them", () => {
    for (const name of [
      "migrate-tags-converted",
      "migrate-tags-second-name",
      "backup-tags",
      "ghost-only-tags",
    ])
      expect(
        listed(name).filter((model) => isLeftover(model.name)),
        name,
      ).toEqual([]);
  });

  it("are shown once no model has them any more", () => {
    const left = listed("ghost-tags-deleted").filter((model) => isLeftover(model.name));
    expect(left).toMatchObject([{ digest: CONVERTED, sizeBytes: 19_646_296 }]);
    expect(left[0]).not.toHaveProperty("isConverted");
    const both = listed("converted-tags-deleted-both").filter((model) => isLeftover(model.name));
    expect(both).toHaveLength(2);
  });

  it("are hidden by an older Ollama, which does not know whose they are", () => {
    for (const name of ["downgrade-tags", "downgrade-tags-pruned"]) {
      expect(listed(name).filter((model) => isLeftover(model.name))).toEqual([]);
      expect(named(CHARGER, listed(name))).toMatchObject([{ digest: ORIGINAL }]);
    }
  });
});

it("no row is lost or shown twice", () => {
  const digest = fc.constantFrom("a", "b", "c", "d", "e", "f").map((letter) => letter.repeat(64));
  const runner = fc.constantFrom("llamacpp", "ggml", "mlx", "new");
  const name = fc.constantFrom("pony", "foal", "PONY");
  const row = fc.oneof(
    fc.tuple(name, digest, runner).map(([named, hex, by]) => fakeModel(named, { digest: hex, runner: by })),
    digest.map((hex) => fakeModel(`llamacpp:${hex}`, { digest: hex, runner: "llamacpp" })),
  );
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const models = modelsOfRows(rows, USUAL_ORDER);
      const shown = models.flatMap((model) =>
        digestsOf(model).map((one) => `${model.name} ${one}`.toLowerCase()),
      );
      expect(new Set(shown).size).toBe(shown.length);
      expect(new Set(models.flatMap(digestsOf))).toEqual(new Set(rows.map((one) => one.digest)));
    }),
  );
});
