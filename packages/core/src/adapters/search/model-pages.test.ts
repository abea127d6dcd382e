import { expect, it } from "vitest";
import { readModelList } from "./model-pages.ts";
import { readTagList, tagsPath } from "./tag-pages.ts";

/** The markup of ollama.com's library in 2025 and 2026. The `cloud` pill has no `x-test-…` attribute. */
const LIBRARY = `<!doctype html><html><head><title>library</title></head><body>
<header><nav><a href="/">Ollama</a><a href="/models">Models</a><a href="https://github.com/ollama/ollama">GitHub</a></nav></header>
<main><div x-test-repos id="repo"><ul role="list">
<li x-test-model class="flex"><a href="/library/gpt-oss" class="group">
  <div x-test-model-title title="gpt-oss"><h2><div><span class="group-hover:underline">gpt-oss</span></div></h2>
  <p class="max-w-lg">Open weights &amp; &quot;reasoning&quot;.</p></div>
  <div><span x-test-capability class="pill">tools</span><span x-test-capability>thinking</span>
  <span class="bg-cyan-50">cloud</span><span x-test-size>20b</span><span x-test-size>120b</span></div>
  <p class="my-4"><span><svg><path d="M3 16.5"></path></svg><span x-test-pull-count>10.7M</span><span>&nbsp;Pulls</span></span>
  <span><span x-test-tag-count>5</span><span>&nbsp;Tags</span></span>
  <span title="Oct 1, 2025"><span>Updated&nbsp;</span><span x-test-updated>9 months ago</span></span></p>
</a></li>
<li x-test-model><a href="/library/mixtral"><div x-test-model-title title="mixtral"><h2><span>mixtral</span></h2></div>
  <span x-test-size>8x7b</span><p><span x-test-pull-count>386.8K</span><span>&nbsp;Pulls</span></p></a></li>
</ul></div></main>
<footer><a href="/blog">Blog</a><p>© 2026 Ollama, no models here</p></footer></body></html>`;

it("reads a library by its x-test attributes", () => {
  expect(readModelList(LIBRARY)).toEqual([
    {
      name: "gpt-oss",
      description: 'Open weights & "reasoning".',
      capabilities: ["tools", "thinking", "cloud"],
      sizes: ["20b", "120b"],
      pulls: 10_700_000,
    },
    { name: "mixtral", description: "", capabilities: [], sizes: ["8x7b"], pulls: 386_800 },
  ]);
});

it("reads the same without x-test attributes, by the form of the words", () => {
  expect(readModelList(LIBRARY.replaceAll(/ x-test-[\w-]+/g, ""))).toEqual(readModelList(LIBRARY));
});

it("reads a page whose links do not contain the details, and models of users", () => {
  const html = `<main><div><h3><a href="https://ollama.com/me/pony">me/pony</a></h3>
    <p>A small horse.</p><span>7b</span><span>1,024</span><span> Downloads</span></div>
    <div><h3><a href="/library/foal?ref=search">foal</a></h3><p>Smaller still.</p><span>e2b</span></div></main>`;
  expect(readModelList(html)).toEqual([
    { name: "me/pony", description: "A small horse.", capabilities: [], sizes: ["7b"], pulls: 1024 },
    { name: "foal", description: "Smaller still.", capabilities: [], sizes: ["e2b"] },
  ]);
});

it("distinguishes a page without results from one that it does not understand", () => {
  expect(readModelList(`<ul><p class="text-neutral-500">No models</p></ul>`)).toEqual([]);
  expect(readModelList("<p>No models found.</p>")).toEqual([]);
  expect(readModelList("<article><b>pony</b></article>")).toBeUndefined();
  expect(readModelList("")).toBeUndefined();
  expect(readModelList(`<a href="/blog/ponies">Ponies</a><a href="/library/">x</a>`)).toBeUndefined();
});

it("returns at most the requested number of models", () => {
  const html = Array.from({ length: 100 }, (_, n) => `<li><a href="/library/m${n}">m${n}</a></li>`).join("");
  expect(readModelList(html)).toHaveLength(30);
  expect(readModelList(html, { most: 1_000 })).toHaveLength(100);
});

/** The markup of a page of tags in 2025. Every tag appears twice, for small and for big screens. */
const tagRow = (name: string, size: string): string => `<div class="group">
  <a href="/library/${name}" class="md:hidden"><span class="group-hover:underline">${name}</span>
  <span><span class="font-mono">27bcbbf6d324</span> • ${size} • 39K context window • Text input • 1 month ago</span></a>
  <div class="hidden md:flex"><span><a href="/library/${name}">${name}</a><input class="command hidden" value="${name}" /></span>
  <p class="col-span-2">${size}</p><p class="col-span-2">39K</p><div>Text</div></div></div>`;

it("reads the tags of a model with their rounded sizes", () => {
  const html = `<h1><a x-test-model-name href="/library/magistral">magistral</a></h1><span>221K Downloads</span>
    ${tagRow("magistral:latest", "14GB")}${tagRow("magistral:24b-small-2506-q8_0", "25GB")}
    ${tagRow("magistral:tiny", "772MB")}${tagRow("magistral:24b-cloud", "-")}
    <footer><a href="/library/pony:latest">not this one</a></footer>`;
  expect(readTagList(html, "magistral")).toEqual([
    { tag: "latest", sizeBytes: 14_000_000_000 },
    { tag: "24b-small-2506-q8_0", sizeBytes: 25_000_000_000 },
    { tag: "tiny", sizeBytes: 772_000_000 },
    { tag: "24b-cloud" },
  ]);
  expect(readTagList(html, "pony")).toEqual([{ tag: "latest" }]);
  expect(readTagList(html, "unicorn")).toBeUndefined();
  expect(readTagList(`<a href="/me/pony:7b">7b</a> <b>4.1 GB</b>`, "me/pony")).toEqual([
    { tag: "7b", sizeBytes: 4_100_000_000 },
  ]);
});

it("knows the address of a model's tags", () => {
  expect([tagsPath("llama3.2"), tagsPath("me/pony")]).toEqual(["/library/llama3.2/tags", "/me/pony/tags"]);
});
