import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openRegistry, registryModel } from "@paddock/test-fixtures";
import * as v from "valibot";
import { afterAll, describe, expect, it } from "vitest";
import bundled from "../src/adapters/search/catalogue.json" with { type: "json" };
import { catalogueSchema, type Catalogue } from "../src/adapters/search/catalogue-schema.ts";
import { openSearchedHost, type Pages } from "../src/testing/searched-host.ts";
import { catalogueText, whySmaller } from "../tools/catalogue/text.ts";
import { runtimeName } from "./runtime.ts";

const tool = fileURLToPath(new URL("../tools/refresh-catalogue.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "paddock-catalogue-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = (name: string, tags: readonly string[] = [], description = `${name} of ours.`) => ({
  name,
  description,
  capabilities: [],
  tags: [...tags],
  source: `https://ollama.com/library/${name}`,
});
const catalogueOf = (...models: readonly Catalogue["models"][number][]): Catalogue => ({
  about: "",
  date: "2020-01-01",
  models: [...models],
});

const TAGS: Readonly<Record<string, readonly string[]>> = {
  pony: ["latest", "1b", "7b", "7b-instruct-q4_0", "7b-cloud"],
  foal: ["latest", "q8_0"],
  pegasus: ["cloud"],
  shire: [],
};

/** A library of four families. One runs only in the cloud, and the tags of one are unreadable. */
const library: Pages = ({ pathname }) => {
  const [, name = ""] = /^\/library\/(\w+)\/tags$/.exec(pathname) ?? [];
  if (name !== "")
    return (TAGS[name] ?? []).map((tag) => `<a href="/library/${name}:${tag}">${tag}</a> 4.1GB`).join("");
  if (pathname !== "/library") return undefined;
  return `<ul>
    <li x-test-model><a href="/library/foal"><p>Theirs.</p><span x-test-pull-count>3K</span></a></li>
    <li x-test-model><a href="/library/pony"><p>Theirs.</p><span x-test-capability>tools</span><span>cloud</span>
      <span x-test-size>1b</span><span x-test-size>7b</span><span x-test-size>70b</span>
      <span x-test-pull-count>1.2M</span></a></li>
    <li x-test-model><a href="/library/pegasus"><p>Theirs.</p><span>cloud</span><span x-test-pull-count>9M</span></a></li>
    <li x-test-model><a href="/library/shire"><p>Theirs.</p><span x-test-size>12b</span><span x-test-pull-count>1K</span></a></li>
  </ul>`;
};

async function refresh(
  previous: Catalogue,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly output: string; readonly written: Catalogue }> {
  const file = join(folder, "catalogue.json");
  writeFileSync(file, JSON.stringify(previous));
  const before = runtimeName().startsWith("Deno") ? ["run", "-A"] : [];
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [...before, tool, "--out", file, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: `${stdout}${stderr}` }),
    );
  });
  return { code, output, written: v.parse(catalogueSchema, JSON.parse(readFileSync(file, "utf8"))) };
}

describe("refreshing the catalogue", () => {
  it("reads the library and its tags, keeps our descriptions, and reports what is left to do", async () => {
    await using site = await openSearchedHost(library);
    const registry = await openRegistry({ models: [registryModel("pony:1b", { downloadBytes: 100_000 })] });
    const previous = catalogueOf(entry("pony", ["1b"]), entry("shire"));
    const { code, output, written } = await refresh(
      previous,
      "--site",
      site.url,
      "--registry",
      registry.url,
      "--sizes",
    );
    await registry.close();
    expect(code, output).toBe(0);
    expect(written.models).toEqual([
      {
        ...entry("pony", ["1b", "7b"]),
        capabilities: ["tools"],
        sizes: { "1b": expect.any(Number) as number },
      },
      { ...entry("foal", ["latest", "q8_0"]), description: "" },
      entry("shire", ["12b"]),
    ]);
    expect(written.models[0]?.sizes?.["1b"]).toBeGreaterThan(100_000);
    expect(written.date).toBe(new Date().toISOString().slice(0, 10));
    for (const message of [
      "! pegasus only runs in the cloud, and is left out",
      "! foal is new: describe it in a sentence of your own",
      "! the tags of shire are not understood",
      "! the size of pony:7b is not known: not-in-registry",
      "3 families of",
    ])
      expect(output).toContain(message);
    expect(site.requests).toHaveLength(5);
  });

  it("does not write a smaller catalogue unless it is forced to", async () => {
    await using site = await openSearchedHost(library);
    const richer = catalogueOf(...["a", "b", "c", "pony"].map((name) => entry(name)));
    const refused = await refresh(richer, "--site", site.url);
    expect(refused).toMatchObject({ code: 1, written: richer });
    expect(refused.output).toContain("Nothing is written: it has 3 families, where there were 4.");
    const forced = await refresh(richer, "--site", site.url, "--force");
    expect(forced.code).toBe(0);
    expect(forced.written.models).toHaveLength(3);
    expect(forced.written.models[0]).not.toHaveProperty("sizes");
  });

  it.each([
    ["strange", "is not understood: no model recognised in it"],
    ["failing", "is not working at the moment (status 500)"],
  ] as const)("writes nothing if the library is %s, and says why", async (behaviour, words) => {
    await using site = await openSearchedHost(library);
    site.behaviour = behaviour;
    const previous = catalogueOf(entry("pony"));
    const { code, output, written } = await refresh(previous, "--site", site.url, "--force");
    expect([code, written]).toEqual([1, previous]);
    expect(output).toContain(words);
  });
});

it("formats the catalogue as the shipped file is formatted", () => {
  const file = fileURLToPath(new URL("../src/adapters/search/catalogue.json", import.meta.url));
  expect(readFileSync(file, "utf8")).toBe(catalogueText(v.parse(catalogueSchema, bundled)));
});

it("counts fewer families or fewer tags as smaller", () => {
  const [one, two] = [catalogueOf(entry("a", ["1b"])), catalogueOf(entry("a", ["1b", "2b"]))];
  expect(whySmaller(one, two)).toBe("it has 1 tags, where there were 2");
  expect(whySmaller(two, one)).toBeUndefined();
  expect(whySmaller(catalogueOf(), one)).toBe("it has 0 families, where there were 1");
});
