import {
  openHuggingFace,
  openOllamaSite,
  openRegistry,
  openSimulator,
  registryModel,
  simulatedModel,
  type HuggingFace,
  type OllamaSite,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let registry: Registry;
let hub: HuggingFace;
let site: OllamaSite;
let ollama: Simulator;
let paddock: Paddock;

beforeAll(async () => {
  registry = await openRegistry({ models: [registryModel("pony:1b", { downloadBytes: 300_000 })] });
  hub = await openHuggingFace({
    repositories: [
      {
        id: "stable/Pony-7B-GGUF",
        downloads: 1_234_567,
        likes: 89,
        files: [
          { name: "Pony-7B-Q4_K_M.gguf", sizeBytes: 400_000 },
          { name: "Pony-7B-BF16-00001-of-00002.gguf", sizeBytes: 30_000_000 },
          { name: "Pony-7B-BF16-00002-of-00002.gguf", sizeBytes: 10_000_000 },
          { name: "mmproj-F16.gguf", sizeBytes: 1_000 },
        ],
      },
    ],
    models: [registryModel("stable/Pony-7B-GGUF:Q4_K_M", { downloadBytes: 400_000 })],
  });
  site = await openOllamaSite({
    models: [{ name: "pony", description: "A small & patient horse.", sizes: ["1b"], pulls: "2.5M" }],
  });
  ollama = await openSimulator({
    models: [simulatedModel("foal:tiny")],
    registry: { defaultRegistryUrl: registry.url, huggingFaceUrl: hub.url },
  });
  const demo = {
    host: `http://127.0.0.1:${ollama.port}`,
    command: process.execPath,
    args: [],
    environment: {},
    registry: registry.url,
    searches: { huggingFace: hub.url, ollama: site.url },
  };
  paddock = await openPaddock({ env: { PADDOCK_DEMO: JSON.stringify(demo) } });
  await untilStatus(paddock, "Running");
  await paddock.window.openView("Ollama");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([ollama.close(), registry.close(), hub.close(), site.close()]);
});

const rows = (): Promise<string[]> => paddock.window.quickInput.rows();
const askedOutside = (): number => hub.requests.length + site.requests.length;

async function open(text: string): Promise<void> {
  await paddock.window.command("Paddock: Add Model…");
  await paddock.window.quickInput.type(text);
}

it("shows the dated catalogue and Ollama's recommendations, and contacts no other host during typing", async () => {
  await open("");
  await expect.poll(rows).toContainEqual(expect.stringContaining("llama3.2, 1b, 3b"));
  await expect
    .poll(() => paddock.window.quickInput.box.innerText())
    .toMatch(/Catalogue · [A-Z][a-z]+ \d+, 20\d\d/);
  expect(ollama.requestCount("GET /api/experimental/model-recommendations")).toBe(1);
  for (const text of ["gemma", "gemma4"]) await paddock.window.quickInput.type(text);
  await expect.poll(() => paddock.window.quickInput.box.innerText()).toContain("Recommended by Ollama");
  await expect.poll(rows).toContainEqual(expect.stringMatching(/^gemma4, .*GPU memory/));
  expect(ollama.requestCount("GET /api/experimental/model-recommendations")).toBe(1);
  expect([askedOutside(), registry.requestCount(), hub.registry.requestCount()]).toEqual([0, 0, 0]);
  await paddock.window.quickInput.cancel();
});

it("searches Hugging Face, shows the variants with their sizes, and downloads the one that is chosen", async () => {
  await open("pony");
  await paddock.window.quickInput.choose("Search Hugging Face for “pony”");
  await expect
    .poll(rows)
    .toContainEqual(expect.stringContaining("hf.co/stable/Pony-7B-GGUF, 1.2M downloads · 89 likes"));
  expect(site.requests).toEqual([]);
  expect(hub.requests).toMatchObject([{ path: "/api/models", query: { search: "pony", filter: "gguf" } }]);
  await paddock.window.quickInput.choose("hf.co/stable/Pony-7B-GGUF");
  await expect
    .poll(rows)
    .toEqual([
      expect.stringContaining("Q4_K_M, 400 kB"),
      expect.stringContaining("BF16, 40.0 MB · split into several files, which Ollama cannot download"),
    ]);
  await paddock.window.quickInput.choose("Q4_K_M");
  await expect.poll(rows).toEqual([expect.stringMatching(/^Download, 40\d kB, .*Q4_K_M/)]);
  expect(ollama.requestCount("POST /api/pull")).toBe(0);
  await paddock.window.quickInput.choose("Download");
  await expect
    .poll(() => paddock.window.treeItems("Models"))
    .toContainEqual(expect.stringContaining("hf.co/stable/Pony-7B-GGUF:Q4_K_M, Available"));
});

it("says in a line why a host failed, and can query it again", async () => {
  site.fault = { kind: "status", status: 503 };
  await open("patient horse");
  await paddock.window.quickInput.choose("Search ollama.com for “patient horse”");
  const why = expect.stringMatching(
    /^No results from ollama\.com.*is not working at the moment \(status 503\)/,
  );
  await expect.poll(rows).toContainEqual(why);
  site.fault = undefined;
  site.markup = "strange";
  await paddock.window.quickInput.choose("No results from ollama.com");
  await expect.poll(rows).toContainEqual(expect.stringContaining("returned an invalid answer"));
  site.markup = "marked";
  await paddock.window.quickInput.choose("No results from ollama.com");
  await expect
    .poll(rows)
    .toContainEqual(expect.stringContaining("pony, 1b · 2.5M downloads, A small & patient horse."));
  await paddock.window.quickInput.choose("pony");
  await paddock.window.quickInput.choose("1b");
  await expect.poll(rows).toEqual([expect.stringMatching(/^Download, 30\d kB/)]);
  await paddock.window.quickInput.cancel();
});

it("activates the first line after typing, and the first result after a search", async () => {
  const active = paddock.window.quickInput.box.locator(".monaco-list-row.focused");
  await open("llama");
  await expect.poll(() => active.getAttribute("aria-label")).toContain("Download “llama:latest”");
  await paddock.window.quickInput.type("llama3.2:1b");
  await expect.poll(() => active.getAttribute("aria-label")).toContain("Download “llama3.2:1b”");
  await paddock.window.quickInput.type("pony");
  await paddock.window.quickInput.choose("Search Hugging Face for “pony”");
  await expect.poll(() => active.getAttribute("aria-label")).toContain("hf.co/stable/Pony-7B-GGUF");
  await paddock.window.quickInput.accept();
  await expect.poll(rows).toContainEqual(expect.stringContaining("Q4_K_M, 400 kB"));
  await paddock.window.quickInput.cancel();
});

it("searches a host only on request, again for each text", async () => {
  await open("unicorn");
  await paddock.window.quickInput.choose("Search Hugging Face for “unicorn”");
  await expect.poll(rows).toContainEqual(expect.stringContaining("No matches from Hugging Face"));
  await paddock.window.quickInput.type("pony");
  await expect.poll(rows).toContainEqual(expect.stringContaining("Search Hugging Face for “pony”"));
  expect(hub.requests.filter(({ query }) => query.search === "unicorn")).toHaveLength(1);
  await paddock.window.quickInput.cancel();
});

it("offers a search for a model that its registry does not have", async () => {
  await open("unicorn:9b");
  await paddock.window.quickInput.choose("Download “unicorn:9b”");
  await expect
    .poll(rows)
    .toContainEqual(expect.stringContaining("The registry has no model with this name."));
  await paddock.window.quickInput.choose("Search for “unicorn”");
  await expect.poll(() => paddock.window.quickInput.box.locator("input.input").inputValue()).toBe("unicorn");
  await expect.poll(rows).toContainEqual(expect.stringContaining("Search Hugging Face for “unicorn”"));
  await paddock.window.quickInput.cancel();
});
