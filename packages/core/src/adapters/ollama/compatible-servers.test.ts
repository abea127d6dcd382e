import { firstValueFrom } from "rxjs";
import { afterAll, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { OtherServer } from "../../service/other-server.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import { toFailure } from "../../shared/failure.ts";
import { modelName } from "../../testing/index.ts";
import { serve } from "../../testing/serving.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { httpOllamaApi } from "./http-ollama-api.ts";

type Answer = readonly [status: number, type: string, body: unknown];
type Answers = Readonly<Record<string, Answer>>;

const transport = nodeTransport();
afterAll(() => transport.close());

const json = (body: unknown, status = 200): Answer => [status, "application/json", body];
const text = (body: string, status = 200): Answer => [status, "text/plain", body];
const page: Answer = [200, "text/html", "<!doctype html><html><title>A chat</title></html>"];

/** Uses a server with these answers, by request; `*` is for all others. */
async function onServer<Value>(answers: Answers, use: (api: OllamaApi) => Promise<Value>): Promise<Value> {
  await using server = await serve((request, response) => {
    const [status, type, body] = answers[`${request.method} ${request.url}`] ?? answers["*"] ?? text("", 404);
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: server.port };
  return await use(httpOllamaApi({ endpoint, transport, longTransport: transport }));
}

const openAi = (owner: string) =>
  json({ object: "list", data: [{ id: "tiny", object: "model", owned_by: owner }] });

/** What each answers, by its own source (`server-signs.ts`). */
it.each<[OtherServer, Answers]>([
  [
    "llama-swap",
    {
      "GET /api/version": json({ version: "v240", commit: "abc", build_date: "2026-08-22T00:00:00Z" }),
      "*": text("404 page not found", 404),
    },
  ],
  ["open-webui", { "GET /api/version": json({ version: "0.6.43", deployment_id: "" }), "*": page }],
  ["lm-studio", { "*": json({ error: "Unexpected endpoint or method. (GET /api/version)" }) }],
  [
    "llama.cpp",
    {
      "*": json({ error: { code: 404, message: "File Not Found" } }, 404),
      "GET /v1/models": openAi("llamacpp"),
    },
  ],
  ["vllm", { "*": json({ detail: "Not Found" }, 404), "GET /v1/models": openAi("vllm") }],
  ["sglang", { "*": json({ detail: "Not Found" }, 404), "GET /v1/models": openAi("sglang") }],
])("%s is named, and is not Ollama", async (server, answers) => {
  const failure = await onServer(answers, (api) => firstValueFrom(api.version()).then(() => {}, toFailure));
  expect(failure).toEqual({ kind: "another-server", server });
});

it.each<[string, Answers]>([
  ["a router", { "*": page }],
  [
    "a gateway to several servers",
    {
      "*": text("", 404),
      "GET /v1/models": json({ data: [{ owned_by: "vllm" }, { owned_by: "llamacpp" }] }),
    },
  ],
])("%s is not Ollama, and has no name", async (_what, answers) => {
  const failure = await onServer(answers, (api) => firstValueFrom(api.version()).then(() => {}, toFailure));
  expect(["unreadable", "not-supported"]).toContain(failure?.kind);
});

it("Lemonade is named, though it says the version of an Ollama", async () => {
  const server = {
    "GET /api/version": json({ version: "0.16.1" }),
    "GET /api/tags": json({ models: [] }),
    "GET /v1/models": openAi("lemonade"),
  };
  await onServer(server, async (api) => {
    expect(await firstValueFrom(api.version())).toEqual({ version: "0.16.1", server: "lemonade" });
  });
});

it("an Ollama whose proxy writes its answers anew is Ollama", async () => {
  const server = { "GET /api/version": json({ version: "0.40.9" }), "GET /v1/models": openAi("library") };
  await onServer(server, async (api) => {
    expect(await firstValueFrom(api.version())).toEqual({ version: "0.40.9" });
  });
});

it("Docker Model Runner lists its models, and says of them what it knows", async () => {
  const [name, digest] = ["ai/tiny:latest", `sha256:${"a".repeat(64)}`];
  const server = {
    "GET /api/version": json({ version: "0.1.0" }),
    "GET /api/tags": json({ models: [{ name, modified_at: "2026-03-27T10:00:00Z", size: 0, digest }] }),
    "GET /v1/models": openAi("docker"),
    "GET /api/ps": json({ models: [{ name, size: 0, digest, expires_at: "0001-01-01T00:00:00Z" }] }),
    "POST /api/show": text("Model not found: model not found", 404),
  };
  await onServer(server, async (api) => {
    expect(await firstValueFrom(api.version())).toEqual({ version: "0.1.0", server: "docker-model-runner" });
    expect(await firstValueFrom(api.list())).toMatchObject([{ name, digest, sizeBytes: 0 }]);
    expect(await firstValueFrom(api.listLoaded())).toEqual([{ name, digest, sizeBytes: 0 }]);
    const failure = await firstValueFrom(api.show(modelName(name))).catch(toFailure);
    expect(failure).toEqual({ kind: "no-such-model" });
  });
});

it.each<[string, Answer | undefined]>([
  ["with another version", undefined],
  ["with the same version, after a while without an answer", text("", 502)],
])(
  "a program that later has the port of a compatible server is not taken for it: %s",
  async (_how, between) => {
    const compatible = json({ version: "1-beta", commit: "a" });
    const server: Record<string, Answer> = {
      "GET /api/version": compatible,
      "GET /api/tags": json({ models: [] }),
      "*": page,
    };
    await onServer(server, async (api) => {
      expect(await firstValueFrom(api.version())).toEqual({ version: "1-beta" });
      server["GET /api/tags"] = page;
      expect(await firstValueFrom(api.version())).toEqual({ version: "1-beta" }); // its list was read, and is not asked for each time
      if (between) {
        server["GET /api/version"] = between;
        await firstValueFrom(api.version()).catch(toFailure);
      }
      server["GET /api/version"] = between ? compatible : json({ version: "0.6.43", deployment_id: "" });
      expect(await firstValueFrom(api.version()).catch(toFailure)).toMatchObject({
        kind: between ? "unreadable" : "another-server",
      });
    });
  },
);

it("a server that does not tell which models are loaded shows none of them as loaded", async () => {
  expect(await onServer({}, (api) => firstValueFrom(api.listLoaded()))).toEqual([]);
});

it("a server that leaves out digests and sizes lists its models all the same", async () => {
  const server = { "GET /api/tags": json({ models: [{ name: "a:1b", digest: "" }, { name: "b:1b" }, {}] }) };
  const models = await onServer(server, (api) => firstValueFrom(api.list()));
  expect(models.map(({ name }) => name)).toEqual(["a:1b", "b:1b"]);
});

it("Open WebUI's way to Ollama says in its own form that a model is missing, or that it wants a token", async () => {
  const server = {
    "GET /api/version": json({ detail: "Not authenticated" }, 403),
    "POST /api/show": json({ detail: "Model 'gone:1b' was not found" }, 404),
  };
  await onServer(server, async (api) => {
    const [version, show] = [api.version(), api.show(modelName("gone:1b"))];
    expect(await firstValueFrom(version).catch(toFailure)).toEqual({
      kind: "forbidden",
      status: 403,
      message: "Not authenticated",
    });
    expect(await firstValueFrom(show).catch(toFailure)).toEqual({ kind: "no-such-model" });
  });
});
