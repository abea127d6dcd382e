import { openHuggingFace, openOllamaSite } from "@paddock/test-fixtures";
import { firstValueFrom, of } from "rxjs";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import type { Recommendation } from "../../search/found-models.ts";
import { modelName } from "../../testing/index.ts";
import { openSearchedHost } from "../../testing/searched-host.ts";
import { serve } from "../../testing/serving.ts";
import { nodeTransport } from "../http/node-transport.ts";
import type { Outside } from "./ask-host.ts";
import { huggingFaceSearch } from "./hugging-face-search.ts";
import { ollamaWebSearch } from "./ollama-web-search.ts";
import { recommendedSearch } from "./recommended-search.ts";

const transport = nodeTransport();
const log: string[] = [];
const outside: Outside = { transport, logger: { info: (message) => void log.push(message), warn() {} } };
afterAll(() => transport.close());

it("finds repositories on Hugging Face, most downloaded first, with the sizes of their quantisations", async () => {
  const hub = await openHuggingFace({
    repositories: [
      {
        id: "me/Pony-GGUF",
        downloads: 500,
        likes: 2,
        files: [{ name: "Pony-Q4_K_M.gguf", sizeBytes: 807_694_464 }],
      },
      { id: "you/Pony-7B-GGUF", downloads: 9_000, likes: 40, files: [] },
    ],
  });
  onTestFinished(() => hub.close());
  const search = huggingFaceSearch(outside, hub.url);
  expect(search.host).toBe(new URL(hub.url).host);
  const found = await firstValueFrom(search.search("pony"));
  expect(found).toMatchObject([
    { name: "hf.co/you/Pony-7B-GGUF", pulls: 9_000, likes: 40 },
    { name: "hf.co/me/Pony-GGUF", pulls: 500, likes: 2 },
  ]);
  expect(await firstValueFrom(search.variants(found[1]!))).toEqual([
    { model: "hf.co/me/Pony-GGUF:Q4_K_M", label: "Q4_K_M", sizeBytes: 807_694_464 },
  ]);
  expect(log.slice(-2)).toEqual([
    `GET ${hub.url}/api/models?search=pony&filter=gguf&sort=downloads&direction=-1&limit=30` +
      "&expand%5B%5D=downloads&expand%5B%5D=likes&expand%5B%5D=pipeline_tag&expand%5B%5D=private&expand%5B%5D=gated",
    `GET ${hub.url}/api/models/me/Pony-GGUF?blobs=true`,
  ]);
});

it("reports the access and the capabilities of repositories on Hugging Face", async () => {
  await using host = await openSearchedHost(() =>
    JSON.stringify([
      { id: "a/open", gated: false, pipeline_tag: "text-generation" },
      { id: "a/gated", gated: "manual", pipeline_tag: "image-text-to-text" },
      { id: "a/private", private: true, pipeline_tag: "text-to-image" },
      { id: `a/${"too-long".repeat(20)}` },
      { id: "gpt2" },
    ]),
  );
  const found = await firstValueFrom(huggingFaceSearch(outside, host.url).search("a"));
  expect(found.map(({ name, access, capabilities }) => [name, access, capabilities])).toEqual([
    ["hf.co/a/open", undefined, []],
    ["hf.co/a/gated", "gated", ["vision"]],
    ["hf.co/a/private", "private", ["text-to-image"]],
  ]);
});

it.each([
  [401, "unauthorised"],
  [404, "not-in-registry"],
  [429, "rate-limited"],
  [503, "rejected"],
] as const)("reports status %i as %s", async (status, kind) => {
  const hub = await openHuggingFace();
  onTestFinished(() => hub.close());
  hub.fault = { kind: "status", status, body: '{"error":"no"}' };
  const failure = await firstValueFrom(huggingFaceSearch(outside, hub.url).search("a")).catch(toFailure);
  expect(failure).toMatchObject({ kind });
});

it.each(["marked", "bare"] as const)("finds models of ollama.com on a page that is %s", async (markup) => {
  const site = await openOllamaSite({
    markup,
    models: [
      {
        name: "pony",
        description: "A <small> horse.",
        sizes: ["1b", "3b"],
        capabilities: ["tools"],
        pulls: "1.5M",
      },
      { name: "me/pony-tuned" },
      { name: "unicorn" },
    ],
  });
  onTestFinished(() => site.close());
  const search = ollamaWebSearch(outside, site.url);
  const found = await firstValueFrom(search.search("pony"));
  expect(found).toEqual([
    {
      source: "ollama.com",
      name: "pony",
      description: "A <small> horse.",
      capabilities: ["tools"],
      tags: ["1b", "3b"],
      pulls: 1_500_000,
    },
    { source: "ollama.com", name: "me/pony-tuned", description: "", capabilities: [], tags: [], pulls: 1024 },
  ]);
  expect(log.at(-1)).toBe(`GET ${site.url}/search?q=pony`);
  const variants = await Promise.all(found.map((each) => firstValueFrom(search.variants(each))));
  expect(variants.map((each) => each.map(({ model }) => model))).toEqual([
    ["pony:1b", "pony:3b"],
    ["me/pony-tuned:latest"],
  ]);
  expect(await firstValueFrom(search.search("missing"))).toEqual([]);
});

it("fails on a page of ollama.com that it does not understand", async () => {
  const site = await openOllamaSite({ markup: "strange", models: [{ name: "pony" }] });
  onTestFinished(() => site.close());
  expect(await firstValueFrom(ollamaWebSearch(outside, site.url).search("pony")).catch(toFailure)).toEqual({
    kind: "unreadable",
    endpoint: "GET /search",
    problem: "no model recognised in it",
  });
});

it("reads the sizes of variants if ollama.com shows them", async () => {
  await using host = await openSearchedHost(({ pathname }) =>
    pathname === "/library/pony/tags"
      ? `<a href="/library/pony:latest">latest</a> 4.1GB <a href="/library/pony:cloud">cloud</a> -`
      : undefined,
  );
  const pony = { source: "ollama.com", name: "pony", description: "", capabilities: [], tags: [] } as const;
  const search = ollamaWebSearch(outside, host.url);
  expect(await firstValueFrom(search.variants(pony))).toEqual([
    { model: "pony:latest", label: "latest", sizeBytes: 4_100_000_000, isSizeRough: true },
    { model: "pony:cloud", label: "cloud" },
  ]);
  const elsewhere = { ...pony, name: "foal", capabilities: ["cloud"] };
  expect(await firstValueFrom(search.variants(elsewhere))).toEqual([{ model: "foal:cloud", label: "cloud" }]);
});

it("follows a renamed repository on the same host, at most three times", async () => {
  let hops = 0;
  await using server = await serve((request, response) => {
    if (request.url?.startsWith("/api/models/new"))
      return response.end(`{"siblings":[{"rfilename":"a-Q4_0.gguf"}]}`);
    hops += 1;
    const location = request.url?.includes("round") ? request.url : "/api/models/new/pony?blobs=true";
    return response.writeHead(307, { location }).end();
  });
  const search = huggingFaceSearch(outside, server.url);
  const named = (name: string) =>
    firstValueFrom(
      search.variants({ source: "hugging-face", name, description: "", capabilities: [], tags: [] }),
    );
  expect(await named("hf.co/old/pony")).toMatchObject([{ model: "hf.co/old/pony:Q4_0" }]);
  hops = 0;
  expect(await named("hf.co/round/pony").catch(toFailure)).toEqual({ kind: "redirected", status: 307 });
  expect(hops).toBe(4);
});

it("asks Ollama for its recommendations once, and only if it runs", async () => {
  let asked = 0;
  const recommended: readonly Recommendation[] = [
    { model: modelName("kimi:cloud"), description: "Elsewhere." },
    { model: modelName("gemma4"), description: "At home.", vramBytes: 12_000_000_000 },
  ];
  const api = {
    recommendations: () => {
      asked += 1;
      return of(recommended);
    },
  };
  const search = recommendedSearch(() => api);
  expect(search.host).toBeUndefined();
  expect(await firstValueFrom(search.search(""))).toMatchObject([
    { name: "kimi", tags: ["cloud"], description: "Elsewhere." },
    { name: "gemma4", tags: [], vramBytes: 12_000_000_000 },
  ]);
  const [home] = await firstValueFrom(search.search("HOME"));
  expect(await firstValueFrom(search.variants(home!))).toEqual([{ model: "gemma4:latest", label: "latest" }]);
  const [cloud] = await firstValueFrom(search.search("cloud"));
  expect(await firstValueFrom(search.variants(cloud!))).toEqual([{ model: "kimi:cloud", label: "cloud" }]);
  expect(asked).toBe(1);
  expect(await firstValueFrom(recommendedSearch(() => undefined).search(""))).toEqual([]);
});
