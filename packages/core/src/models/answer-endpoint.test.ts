import { describe, expect, it } from "vitest";
import { fakeDetails, fakeModel } from "../testing/index.ts";
import { answerEndpointOf, isEmbedder, loadEndpointOf, quickestModel } from "./answer-endpoint.ts";

const pony = fakeModel("pony", { sizeBytes: 2 });
const shire = fakeModel("shire", { sizeBytes: 9 });
const foal = fakeModel("foal", { sizeBytes: 1, capabilities: ["embedding"] });
const cloud = fakeModel("gpt-oss:120b-cloud", { sizeBytes: 0, remoteHost: "https://ollama.com" });
const { capabilities: _later, ...old } = fakeModel("old", { family: "nomic-bert" });

describe("the endpoint that fits a model", () => {
  it("is the one for embeddings, chats or plain text", () => {
    expect(answerEndpointOf(foal, fakeDetails())).toBe("/api/embed");
    expect(answerEndpointOf(pony, fakeDetails())).toBe("/api/chat");
    expect(answerEndpointOf(pony, fakeDetails({ template: "{{ .Prompt }}" }))).toBe("/api/generate");
    expect([loadEndpointOf(foal, undefined), loadEndpointOf(pony, undefined)]).toEqual([
      "/api/embed",
      "/api/generate",
    ]);
  });

  it("depends on the details if the list has no capabilities", () => {
    expect(isEmbedder(old, undefined)).toBeUndefined();
    expect(isEmbedder(old, fakeDetails({ capabilities: ["embedding"] }))).toBe(true);
    const { capabilities: _none, ...before064 } = fakeDetails();
    expect(isEmbedder(old, before064)).toBe(true);
    expect(isEmbedder({ ...old, family: "llama" }, before064)).toBe(false);
  });
});

describe("the model that answers soonest", () => {
  it("is a text model, loaded rather than small, and local", () => {
    const loaded = (name: typeof shire.name) => [{ name, sizeBytes: 1, vramBytes: 0, expiresAtMs: 0 }];
    expect(quickestModel([cloud, foal, shire, pony], [])).toBe(pony);
    expect(quickestModel([cloud, foal, shire, pony], loaded(shire.name))).toBe(shire);
    expect(quickestModel([foal, shire], loaded(foal.name))).toBe(shire);
    expect(quickestModel([cloud, foal], [])).toBe(foal);
    expect(quickestModel([cloud], [])).toBeUndefined();
  });
});
