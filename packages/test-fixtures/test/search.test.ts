import { expect, it, onTestFinished } from "vitest";
import {
  openHuggingFace,
  openOllamaSite,
  registryModel,
  type HubRepository,
  type HuggingFace,
  type OllamaSite,
  type OllamaSiteOptions,
  type SearchFault,
} from "../src/index.ts";
import { simulatorFor } from "./support/open.ts";
import { pullAll } from "./support/pull-lines.ts";
import { sendRaw } from "./support/raw-request.ts";

const REPOSITORIES: readonly HubRepository[] = [
  {
    id: "me/Llama-3.2-1B-GGUF",
    downloads: 500,
    likes: 2,
    tags: ["llama", "license:mit"],
    gguf: { total: 1_235_814_432, architecture: "llama", contextLength: 131_072 },
    files: [
      { name: "README.md", sizeBytes: 4000 },
      { name: "Llama-3.2-1B-Q4_K_M.gguf", sizeBytes: 807_694_464 },
      { name: "Llama-3.2-1B-Q8_0.gguf", sizeBytes: 1_321_083_008 },
    ],
  },
  { id: "you/Llama-3.2-1B-GGUF", downloads: 9000, gated: "manual", files: [] },
  { id: "you/Qwen3-4B-GGUF", downloads: 70, files: [] },
];

it("finds repositories by words, filters and sorts them, and links to the next page", async () => {
  const hub = await hubFor();
  const found = await askHub(hub, "search=llama%201b&filter=gguf&sort=downloads&limit=5");
  expect(found.items.map(({ id }) => id)).toEqual(["you/Llama-3.2-1B-GGUF", "me/Llama-3.2-1B-GGUF"]);
  expect(found.items[1]).toEqual({
    _id: expect.stringMatching(/^[0-9a-f]{24}$/),
    id: "me/Llama-3.2-1B-GGUF",
    likes: 2,
    trendingScore: 0,
    private: false,
    downloads: 500,
    tags: ["gguf", "llama", "license:mit", "endpoints_compatible", "region:us"],
    pipeline_tag: "text-generation",
    library_name: "gguf",
    createdAt: expect.any(String),
    modelId: "me/Llama-3.2-1B-GGUF",
  });
  expect((await askHub(hub, "filter=mlx")).items).toEqual([]);
  expect((await askHub(hub, "search=llama&full=true")).items[0]).toMatchObject({
    author: "me",
    siblings: expect.any(Array),
  });

  const first = await askHub(hub, "sort=downloads&limit=2");
  const [, next = ""] = /^<(.+)>; rel="next"$/.exec(first.link ?? "") ?? [];
  const second = await askHub(hub, new URL(next).search.slice(1));
  expect([first.items.length, second.items.map(({ id }) => id), second.link]).toEqual([
    2,
    ["you/Qwen3-4B-GGUF"],
    null,
  ]);
  expect(hub.requests[0]).toMatchObject({ path: "/api/models", query: { search: "llama 1b", limit: "5" } });
});

it("lists the files of a repository, with sizes on request", async () => {
  const hub = await hubFor();
  const url = `${hub.url}/api/models/me/Llama-3.2-1B-GGUF`;
  const plain: unknown = await (await fetch(url)).json();
  expect(plain).toMatchObject({
    gated: false,
    gguf: { architecture: "llama", context_length: 131_072 },
    siblings: [
      { rfilename: "README.md" },
      { rfilename: "Llama-3.2-1B-Q4_K_M.gguf" },
      { rfilename: "Llama-3.2-1B-Q8_0.gguf" },
    ],
  });
  const sized = (await (await fetch(`${url}?blobs=true`)).json()) as { siblings: unknown[] };
  expect(sized.siblings[1]).toEqual({
    rfilename: "Llama-3.2-1B-Q4_K_M.gguf",
    blobId: expect.stringMatching(/^[0-9a-f]{40}$/),
    size: 807_694_464,
    lfs: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), size: 807_694_464, pointerSize: 135 },
  });
  const missing = await fetch(`${hub.url}/api/models/me/nothing`);
  expect([missing.status, await missing.json()]).toEqual([401, { error: "Invalid username or password." }]);
});

it("is also the registry from which Ollama pulls, with separate faults", async () => {
  const hub = await hubFor();
  hub.fault = { kind: "status", status: 503 };
  const simulator = await simulatorFor({ registry: { huggingFaceUrl: hub.url } });
  expect((await pullAll(simulator, { model: "hf.co/me/Llama-3.2-1B-GGUF:Q4_K_M" })).at(-1)).toEqual({
    status: "success",
  });
  Object.assign(hub.registry.faults, { manifestStatus: 401, challenge: "elsewhere" });
  expect((await pullAll(simulator, { model: "hf.co/me/secret:Q4_K_M" })).at(-1)).toEqual({
    error: 'pull model manifest: realm host "huggingface.co" does not match original host "hf.co"',
  });
});

const FAULTS: readonly (readonly [SearchFault, unknown])[] = [
  [
    { kind: "status", status: 500 },
    { status: 500, text: "" },
  ],
  [
    { kind: "status", status: 429, body: '{"error":"slow down"}' },
    { status: 429, text: '{"error":"slow down"}' },
  ],
  [{ kind: "cut" }, { status: undefined, broken: expect.any(String) }],
  [{ kind: "garbage" }, { status: 200, text: expect.not.stringMatching(/[\]>]\s*$/) }],
  [{ kind: "late", ms: 10 }, { status: 200 }],
];

it.for(FAULTS)("fails with %o, as Hugging Face and as ollama.com", async ([fault, response]) => {
  const [hub, site] = [await hubFor(), await siteFor()];
  [hub.fault, site.fault] = [fault, fault];
  expect(await sendRaw(hub.url, "/api/models?limit=1")).toMatchObject(response as object);
  expect(await sendRaw(site.url, "/search?q=")).toMatchObject(response as object);
});

it("hangs, if configured, until the client gives up", async () => {
  const site = await siteFor();
  site.fault = { kind: "hang" };
  await expect(fetch(`${site.url}/search?q=a`, { signal: AbortSignal.timeout(50) })).rejects.toThrow(
    /timeout/,
  );
});

it.for([
  ["marked", 2, 2],
  ["bare", 0, 2],
  ["strange", 0, 0],
] as const)(
  "shows what is found %s: %i with the known attributes, %i with a link",
  async ([markup, marked, linked]) => {
    const site = await siteFor({ markup });
    const page = await (await fetch(`${site.url}/search?q=llama`)).text();
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<li x-test-model/g) ?? []).toHaveLength(marked);
    expect(page.match(/x-test-search-response-title>/g) ?? []).toHaveLength(marked);
    expect(page.match(/<a href="\/(library\/)?[\w./-]+"/g) ?? []).toHaveLength(linked);
    expect(page).toContain("me/llama-tuned");
    expect(page).not.toContain("qwen3");
  },
);

it("sends further pages to htmx only", async () => {
  const site = await siteFor({ pageSize: 2 });
  const first = await (await fetch(`${site.url}/search?q=`)).text();
  expect(first).toContain('hx-get="/search?page=2"');
  expect(await (await fetch(`${site.url}/search?q=&page=2`)).text()).toBe(first);
  const second = await (
    await fetch(`${site.url}/search?page=2`, { headers: { "hx-request": "true" } })
  ).text();
  expect(second).toMatch(/^<li x-test-model/);
  expect(second).toContain("qwen3 &amp; friends");
  expect(second).not.toContain("hx-get");
});

it("says so if there are no results", async () => {
  const site = await siteFor();
  expect(await (await fetch(`${site.url}/search?q=missing`)).text()).toContain("No models found.");
  expect((await fetch(`${site.url}/library/llama3.2`)).status).toBe(404);
});

type Item = Readonly<Record<string, unknown>>;

async function askHub(
  hub: HuggingFace,
  query: string,
): Promise<{ items: readonly Item[]; link: string | null }> {
  const answer = await fetch(`${hub.url}/api/models?${query}`);
  return { items: (await answer.json()) as readonly Item[], link: answer.headers.get("link") };
}

async function hubFor(): Promise<HuggingFace> {
  const models = [registryModel("me/Llama-3.2-1B-GGUF:Q4_K_M", { downloadBytes: 10_000 })];
  const hub = await openHuggingFace({ repositories: REPOSITORIES, models });
  onTestFinished(() => hub.close());
  return hub;
}

async function siteFor(options: OllamaSiteOptions = {}): Promise<OllamaSite> {
  const models = [
    { name: "llama3.2", description: "Small llamas.", sizes: ["1b", "3b"], capabilities: ["tools"] },
    { name: "me/llama-tuned" },
    { name: "qwen3", description: "qwen3 & friends" },
  ];
  const site = await openOllamaSite({ models, ...options });
  onTestFinished(() => site.close());
  return site;
}
