import {
  fasterClock,
  openRegistry,
  openSimulator,
  registryModel,
  simulatedModel,
  type Fault,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom, of, toArray } from "rxjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../hosts/endpoint.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
import type { HttpPart, HttpTransport } from "../../ollama/http-transport.port.ts";
import { ollamaApiContract, type OllamaWorld } from "../../testing/contracts/index.ts";
import { modelName } from "../../testing/index.ts";
import { httpOllamaApi } from "./http-ollama-api.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { undiciTransport } from "../http/undici-transport.ts";

const transport = nodeTransport();
const longTransport = undiciTransport();
const endpointOf = ({ port }: { readonly port: number }): Endpoint => ({
  ...DEFAULT_ENDPOINT,
  hostname: "127.0.0.1",
  port,
});
const apiAt = (endpoint: Endpoint, headers = {}) =>
  httpOllamaApi({ endpoint, headers, transport, longTransport, patienceMs: 500 });
const models = () => [
  simulatedModel("pony:latest"),
  simulatedModel("foal:tiny", { capabilities: ["embedding"] }),
];

afterAll(() => {
  transport.close();
  longTransport.close();
});

describe.each(["0.33.0-rc2", "0.24.0", "0.12.11", "0.6.0"])(
  "Ollama's API over HTTP, version %s",
  (version) => {
    let ollama: Simulator;
    let registry: Registry;
    let world: OllamaWorld;
    beforeAll(async () => {
      [ollama, registry] = await Promise.all([
        openSimulator({ version, models: models(), clock: fasterClock(10) }),
        openRegistry({ models: [registryModel("stable/pony", { downloadBytes: 200_000 })] }),
      ]);
      world = {
        api: apiAt(endpointOf(ollama)),
        model: modelName("pony"),
        embedder: modelName("foal:tiny"),
        pullable: modelName(`${registry.host}/stable/pony`),
        unpullable: modelName(`${registry.host}/stable/missing`),
      };
    });
    afterAll(() => Promise.all([ollama.close(), registry.close()]));

    for (const { name, keep } of ollamaApiContract) it(name, () => keep(world));
  },
);

describe("a fault", () => {
  it.each<[string, Fault, Failure["kind"]]>([
    ["403 without a body", { kind: "forbidden" }, "forbidden"],
    ["401 without a body", { kind: "unauthorised", body: "empty" }, "forbidden"],
    ["500", { kind: "status500" }, "rejected"],
    ["503", { kind: "busy" }, "busy"],
    ["an answer that is not JSON", { kind: "garbage" }, "unreadable"],
    ["another program's page", { kind: "foreign" }, "unreadable"],
    ["a connection that is cut", { kind: "cut" }, "unreachable"],
    ["silence", { kind: "hang" }, "timed-out"],
  ])("such as %s is reported as what it is", async (_what, fault, kind) => {
    const ollama = await openSimulator({ models: models() });
    ollama.faults.set(fault);
    const failure = await firstValueFrom(apiAt(endpointOf(ollama)).list()).then(() => undefined, toFailure);
    expect(failure).toMatchObject({ kind });
    await ollama.close();
  });

  it("of status 404 does not mean a missing model if an old Ollama lacks the endpoint", async () => {
    const ollama = await openSimulator();
    const endpoint = { ...endpointOf(ollama), path: "/nothing" };
    expect(await firstValueFrom(apiAt(endpoint).list()).catch(toFailure)).toEqual({
      kind: "not-supported",
      endpoint: "GET /api/tags",
    });
    await ollama.close();
  });
});

describe("the headers for a proxy", () => {
  it("are sent with every request to their host", async () => {
    const ollama = await openSimulator({ models: models() });
    const api = apiAt(endpointOf(ollama), { authorization: "Bearer token" });
    await firstValueFrom(api.version());
    await lastValueFrom(api.load(modelName("pony"), "/api/generate"));
    for (const route of ["GET /api/version", "POST /api/generate"] as const)
      expect(ollama.lastRequest(route)?.headers["authorization"]).toBe("Bearer token");
    await ollama.close();
  });
});

describe("the version", () => {
  /** A server that answers by path, and `404 page not found` otherwise. */
  const serverWith = (answers: Readonly<Record<string, string>>) => {
    const asked: string[] = [];
    const one: HttpTransport = {
      send({ url }) {
        const path = new URL(url).pathname;
        asked.push(path);
        const text = answers[path] ?? answers["*"];
        return of<HttpPart[]>(
          { kind: "head", status: text === undefined ? 404 : 200, headers: new Map() },
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

  it.each([
    [
      "llama-swap",
      { "/api/version": '{"version":"v240","commit":"abc","build_date":"2026-08-22T00:00:00Z"}' },
    ],
    [
      "Open WebUI",
      { "/api/version": '{"version":"0.6.43","deployment_id":""}', "*": "<!doctype html><html></html>" },
    ],
    ["LM Studio", { "*": '{"error":"Unexpected endpoint or method. (GET /api/version)"}' }],
  ])("is not read from another program: %s", async (_what, answers) => {
    const { api } = serverWith(answers);
    expect(["not-supported", "unreadable"]).toContain(
      (await firstValueFrom(api.version()).then(() => undefined, toFailure))?.kind,
    );
  });

  it("is read from a server like Ollama, after one more request at first", async () => {
    const { api, asked } = serverWith({ "/api/version": '{"version":"v9"}', "/api/tags": '{"models":[]}' });
    const versions = [1, 2, 3].map(() => lastValueFrom(api.version()));
    expect(await Promise.all(versions)).toEqual(["v9", "v9", "v9"]);
    expect(asked).toEqual(["/api/version", "/api/tags", "/api/version", "/api/version"]);
  });

  it.each(["0.33.0", "0.12.11-rc1", "0.0.0", "0.5.7-0-ga420a453b-dirty"])(
    "is Ollama's own without another request: %s",
    async (version) => {
      const { api, asked } = serverWith({ "/api/version": JSON.stringify({ version }) });
      expect(await firstValueFrom(api.version())).toBe(version);
      expect(asked).toEqual(["/api/version"]);
    },
  );
});

describe("a model's answer", () => {
  const answering = (answer: object) => {
    const body = { model: "pony", ...answer };
    const one: HttpTransport = {
      send: () =>
        of<HttpPart[]>(
          { kind: "head", status: 200, headers: new Map() },
          { kind: "bytes", bytes: Buffer.from(JSON.stringify(body)) },
        ),
      close() {},
    };
    return httpOllamaApi({ endpoint: DEFAULT_ENDPOINT, transport: one, longTransport: one });
  };
  const pony = modelName("pony");

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
});

describe("a pull", () => {
  it("that ends without a success line was cut off", async () => {
    const registry = await openRegistry({
      models: [registryModel("stable/pony", { downloadBytes: 50_000 })],
    });
    const ollama = await openSimulator();
    ollama.faults.set({ kind: "cut", afterLines: 1 }, "POST /api/pull");
    const pull = apiAt(endpointOf(ollama)).pull(modelName(`${registry.host}/stable/pony`), {
      insecure: true,
    });
    expect(["cut-off", "unreachable"]).toContain(
      ((await lastValueFrom(pull.pipe(toArray())).catch(toFailure)) as Failure).kind,
    );
    await Promise.all([ollama.close(), registry.close()]);
  });
});
