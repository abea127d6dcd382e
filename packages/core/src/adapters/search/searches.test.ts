import { afterAll, beforeAll, describe, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { ModelSearch } from "../../search/model-search.port.ts";
import { HOSTILE_TEXT, modelSearchContract, type SearchWorld } from "../../testing/contracts/index.ts";
import { openSearchedHost, type OpenSearchedHost, type Pages } from "../../testing/searched-host.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { nodeTransport } from "../http/node-transport.ts";
import type { Outside } from "./ask-host.ts";
import { catalogueSearch } from "./catalogue-search.ts";
import { huggingFaceSearch } from "./hugging-face-search.ts";
import { ollamaWebSearch } from "./ollama-web-search.ts";
import { recommendedSearch } from "./recommended-search.ts";

const transport = nodeTransport();
const outside = (patienceMs?: number): Outside => ({
  transport,
  logger: { info() {}, warn() {} },
  ...(patienceMs !== undefined && { patienceMs }),
});
afterAll(() => transport.close());

const HOSTILE_NAMES = ["../../etc/passwd", "a b", "constructor", "x".repeat(300), HOSTILE_TEXT];

const hub: Pages = ({ pathname, searchParams }, isHostile) => {
  const wanted = searchParams.get("search") ?? "";
  if (pathname === "/api/models") {
    const names = ["you/Pony-7B-GGUF", "me/pony-foal"].filter((id) => id.toLowerCase().includes(wanted));
    const listed = names.map((id) => ({ id, downloads: 9_000, likes: 12, gated: false, private: false }));
    if (!isHostile) return JSON.stringify(listed);
    return JSON.stringify([
      ...HOSTILE_NAMES.map((id) => ({ id })),
      ...HOSTILE_NAMES.map((pipeline_tag) => ({ id: "me/pony-foal", pipeline_tag, gated: HOSTILE_TEXT })),
    ]);
  }
  const files = ["pony-Q4_K_M.gguf", "pony-Q8_0.gguf", "README.md"];
  const hostile = HOSTILE_NAMES.flatMap((text) => [`${text}.gguf`, `pony-${text}-Q2_K.gguf`]);
  return JSON.stringify({
    siblings: (isHostile ? hostile : files).map((rfilename) => ({ rfilename, size: 4_000_000 })),
  });
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const site: Pages = ({ pathname, searchParams }, isHostile) => {
  const [, name] = /^\/library\/([\w.-]+)\/tags$/.exec(pathname) ?? [];
  const tags = isHostile ? ["latest", ...HOSTILE_NAMES] : ["latest", "7b"];
  if (name !== undefined)
    return tags
      .map((tag) => `<a href="/library/${name}:${escaped(tag)}">${escaped(tag)}</a> 4.1GB`)
      .join("\n");
  if (pathname !== "/search") return undefined;
  const wanted = searchParams.get("q") ?? "";
  const names = isHostile
    ? ["pony", ...HOSTILE_NAMES]
    : ["pony", "pony-foal"].filter((it) => it.includes(wanted));
  const items = names.map(
    (each) =>
      `<li><a href="/library/${escaped(each)}"><h2>${escaped(each)}</h2>` +
      `<p>${escaped(isHostile ? HOSTILE_TEXT : "A small horse.")}</p>` +
      `<span x-test-capability>${escaped(isHostile ? HOSTILE_TEXT : "tools")}</span>` +
      `<span x-test-size>${escaped(isHostile ? HOSTILE_TEXT : "7b")}</span>` +
      `<span x-test-pull-count>${isHostile ? "999999999999999999" : "1.2M"}</span></a></li>`,
  );
  return `<!doctype html><ul>${items.length > 0 ? items.join("") : "<p>No models found.</p>"}</ul>`;
};

const ollama: Pages = ({ pathname }, isHostile) => {
  if (pathname !== "/api/experimental/model-recommendations") return undefined;
  const hostile = HOSTILE_NAMES.map((model) => ({ model, description: HOSTILE_TEXT }));
  return JSON.stringify({
    recommendations: [
      { model: "pony:cloud", description: isHostile ? HOSTILE_TEXT : "A horse that is elsewhere." },
      { model: "pony", description: "A horse at home.", vram_bytes: 12_000_000_000 },
      ...(isHostile ? hostile : []),
    ],
  });
};

const recommendedAt = (url: string, patienceMs?: number): ModelSearch => {
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: Number(new URL(url).port) };
  const api = httpOllamaApi({ endpoint, longTransport: transport, ...outside(patienceMs) });
  return recommendedSearch(() => api);
};

describe.each<[string, Pages, (url: string, patienceMs?: number) => ModelSearch]>([
  ["Hugging Face", hub, (url, patienceMs) => huggingFaceSearch(outside(patienceMs), url)],
  ["ollama.com", site, (url, patienceMs) => ollamaWebSearch(outside(patienceMs), url)],
  ["Ollama's recommendations", ollama, recommendedAt],
])("the search of %s", (_name, pages, open) => {
  let host: OpenSearchedHost;
  let world: SearchWorld;
  beforeAll(async () => {
    host = await openSearchedHost(pages);
    world = {
      open: (patienceMs) => open(host.url, patienceMs),
      texts: { something: "pony", nothing: "unicorn" },
      host,
    };
  });
  afterAll(() => host[Symbol.asyncDispose]());

  for (const { name, keep } of modelSearchContract) it(name, () => keep(world));
});

describe("the search of the catalogue", () => {
  const world: SearchWorld = {
    open: () => catalogueSearch(),
    texts: { something: "llama", nothing: "unicorn of the catalogue" },
  };
  const promises = modelSearchContract.filter(({ unless }) => unless?.(world) === undefined);
  for (const { name, keep } of promises) it(name, () => keep(world));
});
