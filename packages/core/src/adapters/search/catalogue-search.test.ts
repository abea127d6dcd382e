import { firstValueFrom } from "rxjs";
import * as v from "valibot";
import { expect, it } from "vitest";
import { parseModelName } from "../../models/model-name.ts";
import bundled from "./catalogue.json" with { type: "json" };
import { catalogueSchema } from "./catalogue-schema.ts";
import { catalogueSearch } from "./catalogue-search.ts";

const catalogue = v.parse(catalogueSchema, bundled);
const names = async (text: string): Promise<readonly string[]> =>
  (await firstValueFrom(catalogueSearch().search(text))).map(({ name }) => name);

it("lists each family once, with a valid name and source, and has a date and an origin", () => {
  const { about, date, models } = catalogue;
  expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(about).toContain("https://ollama.com/library");
  expect(models.length).toBeGreaterThan(100);
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length);
  for (const { name, tags, source, description, capabilities } of models) {
    expect(source).toBe(`https://ollama.com/library/${name}`);
    for (const tag of ["latest", ...tags]) expect(parseModelName(`${name}:${tag}`)).toBe(`${name}:${tag}`);
    expect(description).toMatch(/^\S.{5,110}\.$/);
    for (const capability of capabilities)
      expect(["tools", "thinking", "vision", "audio", "embedding"]).toContain(capability);
  }
});

it("shows the most downloaded models for an empty text", async () => {
  expect(await names("")).toEqual(catalogue.models.slice(0, 40).map(({ name }) => name));
});

it("ranks equal names first, then prefixes, then words, then parts, and ignores case", async () => {
  const found = await names("QWEN3");
  expect(found[0]).toBe("qwen3");
  expect(found.slice(1, 6).every((name) => name.startsWith("qwen3"))).toBe(true);
  const coders = await names("coder");
  expect(coders.slice(0, 2)).toEqual(["qwen2.5-coder", "qwen3-coder"]);
  expect(coders.indexOf("starcoder2")).toBeGreaterThan(coders.indexOf("yi-coder"));
});

it("searches capabilities, sizes and descriptions, and requires every word of the text", async () => {
  expect((await names("embedding")).slice(0, 4)).toContain("nomic-embed-text");
  const seeing = await names("vision");
  expect(seeing).toContain("qwen2.5vl");
  expect(await names("microsoft")).toContain("phi4");
  expect(await names("llama3.2:1b")).toEqual(["llama3.2"]);
  expect(await names("google vision 12b")).toEqual(["gemma3", "gemma4", "translategemma"]);
  expect(await names("nothing like it")).toEqual([]);
});

it("offers a family's tags, or `latest` if none are known, with the sizes that are known", async () => {
  const search = catalogueSearch({
    about: "",
    date: "2026-01-01",
    models: [
      {
        name: "pony",
        description: "",
        capabilities: [],
        tags: ["1b", "7b"],
        source: "",
        sizes: { "1b": 800_000_000 },
      },
      { name: "foal", description: "", capabilities: [], tags: [], source: "" },
    ],
  });
  const [pony, foal] = await firstValueFrom(search.search(""));
  expect(await firstValueFrom(search.variants(pony!))).toEqual([
    { model: "pony:1b", label: "1b", sizeBytes: 800_000_000 },
    { model: "pony:7b", label: "7b" },
  ]);
  expect(await firstValueFrom(search.variants(foal!))).toEqual([{ model: "foal:latest", label: "latest" }]);
});
