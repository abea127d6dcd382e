import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { registryList } from "../src/index.ts";
import { isList, isObject, parseJson, type JsonObject } from "../src/json.ts";
import { LIST_MEDIA_TYPE, MANIFEST_MEDIA_TYPE } from "../src/simulator/model/manifest-list.ts";
import { registryFor } from "./support/open.ts";

const arabian = registryList("stable/arabian", {
  ggml: { downloadBytes: 3000 },
  llamacpp: { downloadBytes: 2000 },
  mlx: { tensorBytes: [10, 20] },
});

async function get(url: string, accept: string): Promise<{ text: string; json: JsonObject; digest: string }> {
  const answer = await fetch(url, { headers: { accept } });
  const text = await answer.text();
  const json = parseJson(text);
  return {
    text,
    json: isObject(json) ? json : {},
    digest: answer.headers.get("ollama-content-digest") ?? "",
  };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

it("a list is sent only to those who ask for lists", async () => {
  const registry = await registryFor({ models: [arabian] });
  const url = `${registry.url}/v2/stable/arabian/manifests/latest`;
  const list = await get(url, `${LIST_MEDIA_TYPE}, ${MANIFEST_MEDIA_TYPE}`);
  expect(list.digest).toBe(hashOf(list.text));
  const children = isList(list.json.manifests) ? list.json.manifests.filter(isObject) : [];
  expect(children.map(({ runner, format }) => [runner, format])).toEqual([
    ["ggml", "gguf"],
    ["llamacpp", "gguf"],
    ["mlx", "safetensors"],
  ]);
  const single = await get(url, MANIFEST_MEDIA_TYPE);
  expect(single.json.runner).toBe("llamacpp");
  expect(`sha256:${hashOf(single.text)}`).toBe(children[1]?.digest);
});

it("a child is a blob of the repository, and has a tag of its own", async () => {
  const registry = await registryFor({ models: [arabian] });
  const [ggml] = await registry.childrenOf("stable/arabian");
  const blob = await (await fetch(`${registry.url}/v2/stable/arabian/blobs/sha256:${ggml?.digest}`)).text();
  const tagged = await get(`${registry.url}/v2/stable/arabian/manifests/latest-ggml`, MANIFEST_MEDIA_TYPE);
  expect(hashOf(blob)).toBe(ggml?.digest);
  expect(tagged.text).toBe(blob);
});
