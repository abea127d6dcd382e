import { firstValueFrom, lastValueFrom, of, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { HttpPart, HttpTransport } from "../../ollama/http-transport.port.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
import { modelName } from "../../testing/index.ts";
import { httpOllamaApi } from "./http-ollama-api.ts";

describe("the version", () => {
  /** A server that answers by path, and `404 page not found` otherwise. */
  const serverWith = (answers: Readonly<Record<string, string>>) => {
    const headers = new Map([["content-type", "application/json; charset=utf-8"]]);
    const asked: string[] = [];
    const one: HttpTransport = {
      send({ url }) {
        const path = new URL(url).pathname;
        asked.push(path);
        const text = answers[path] ?? answers["*"];
        return of<HttpPart[]>(
          { kind: "head", status: text === undefined ? 404 : 200, headers },
          { kind: "bytes", bytes: Buffer.from(text ?? "404 page not found") },
        );
      },
      close() {},
    };
    return {
      asked,
      api: httpOllamaApi({ endpoint: DEFAULT_ENDPOINT, transport: one, longTransport: one }),
    };
  };

  it("is read from a server like Ollama, after two more requests at first", async () => {
    const { api, asked } = serverWith({ "/api/version": '{"version":"v9"}', "/api/tags": '{"models":[]}' });
    const versions = [1, 2, 3].map(() => lastValueFrom(api.version()));
    expect(await Promise.all(versions)).toEqual([{ version: "v9" }, { version: "v9" }, { version: "v9" }]);
    expect(asked).toEqual(["/api/version", "/v1/models", "/api/tags", "/api/version", "/api/version"]);
  });

  it.each(["0.33.0", "0.12.11-rc1", "0.0.0", "0.6.2-0-ga420a453b-dirty"])(
    "is Ollama's own without another request: %s",
    async (version) => {
      const { api, asked } = serverWith({ "/api/version": JSON.stringify({ version }) });
      expect(await firstValueFrom(api.version())).toEqual({ version });
      expect(asked).toEqual(["/api/version"]);
    },
  );
});

const pony = modelName("pony");

/** A server that answers everything with this, and with status 200. */
function answeringText(text: string): OllamaApi {
  const one: HttpTransport = {
    send: () =>
      of<HttpPart[]>(
        { kind: "head", status: 200, headers: new Map() },
        { kind: "bytes", bytes: Buffer.from(text) },
      ),
    close() {},
  };
  return httpOllamaApi({ endpoint: DEFAULT_ENDPOINT, transport: one, longTransport: one });
}

describe.each<[string, (api: OllamaApi) => Observable<unknown>]>([
  ["a copy", (api) => api.copy(pony, modelName("foal"))],
  ["a deletion", (api) => api.delete(pony)],
  ["an unload", (api) => api.unload(pony)],
  ["a load", (api) => api.load(pony, "/api/generate")],
  ["an upload", (api) => api.sendBlob(`sha256:${"0".repeat(64)}`, { sizeBytes: 0, async *bytes() {} })],
])("%s with status 200", (_what, request) => {
  const failureAfter = (text: string) =>
    lastValueFrom(request(answeringText(text)), { defaultValue: undefined }).then(() => undefined, toFailure);

  it.each(["", "\n", '{"status":"success"}', '{"error":""}'])("is done: %j", async (text) => {
    expect(await failureAfter(text)).toBeUndefined();
  });

  it("is not done if a page answers in place of Ollama", async () => {
    const failure = await failureAfter("<!doctype html>\n<html>Sign in</html>\n");
    expect(failure).toMatchObject({ kind: "unreadable", problem: "a web page" });
  });

  it.each<[string, Failure]>([
    ['{"error":"it is broken"}', { kind: "rejected", status: 200, message: "it is broken" }],
    ['{"error":{"message":"boom"}}\n', { kind: "rejected", status: 200, message: "boom" }],
    [
      '{"model":"pony","done":false}\n{"error":"llama runner process has terminated"}\n',
      { kind: "rejected", status: 200, message: "llama runner process has terminated" },
    ],
    [
      '{"error":"compat migration unsupported"}',
      { kind: "conversion-failed", detail: "compat migration unsupported" },
    ],
  ])("is not done if its last line is an error: %s", async (text, failure) => {
    expect(await failureAfter(text)).toEqual(failure);
  });
});

describe("a model's answer", () => {
  const answering = (answer: object) => answeringText(JSON.stringify({ model: "pony", ...answer }));

  it.each([
    ["", "/api/generate", { response: "", done: false }],
    ["Hel", "/api/generate", { response: "Hel", done: false }],
    ["Hel", "/api/chat", { message: { content: "Hel" }, done: false }],
    ["Hm", "/api/chat", { message: { content: "", thinking: "Hm" }, done: false }],
  ] as const)("that broke off after “%s” is no answer: %s", async (words, by, body) => {
    expect(await firstValueFrom(answering(body).ask(pony, by)).catch(toFailure)).toEqual({
      kind: "broke-off",
      words,
    });
  });

  it.each([
    ["", "/api/generate", { response: "", done: true }],
    ["Hello.", "/api/chat", { message: { content: "Hello." }, done: true }],
  ] as const)("may be “%s”: %s", async (text, by, body) => {
    expect(await firstValueFrom(answering(body).ask(pony, by))).toEqual({ kind: "words", text });
  });

  it.each([
    ["/api/generate", { response: "Hi", done: true }],
    ["/api/chat", { message: { content: "Hi" }, done: true }],
    ["/api/embed", { embeddings: [[1, 2]] }],
  ] as const)("says how long the model was loaded before: %s", async (by, body) => {
    const answer = answering({ ...body, load_duration: 3_912_345_678 }).ask(pony, by);
    expect(await firstValueFrom(answer)).toMatchObject({ loadMs: 3_912 });
  });
});
