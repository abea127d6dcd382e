import {
  fasterClock,
  openRegistry,
  openSimulator,
  registryList,
  registryModel,
  simulatedList,
  simulatedModel,
  type Fault,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom, toArray } from "rxjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT, type Endpoint } from "../../hosts/endpoint.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
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

const PONY = registryModel("stable/pony", { downloadBytes: 200_000 });
/** As 0.40 knows it: a list of two, in the registry and installed. */
const PONY_LIST = registryList("stable/pony", {
  ggml: { downloadBytes: 200_000 },
  llamacpp: { downloadBytes: 200_000, seed: "converted" },
});
const withLists = () => [simulatedList("pony:latest", { ggml: {}, llamacpp: {} }), ...models().slice(1)];
const withConversion = () => [simulatedModel("pony:latest", { needsConversion: true }), ...models().slice(1)];

describe.each([
  ["0.40.0 with manifest lists", "0.40.0", withLists, PONY_LIST],
  ["0.40.0 with a model that it converts", "0.40.0", withConversion, PONY],
  ["0.40.0", "0.40.0", models, PONY],
  ["0.33.0-rc2", "0.33.0-rc2", models, PONY],
  ["0.24.0", "0.24.0", models, PONY],
  ["0.12.11", "0.12.11", models, PONY],
  ["0.6.0", "0.6.0", models, PONY],
] as const)("Ollama's API over HTTP, version %s", (_title, version, installed, published) => {
  let ollama: Simulator;
  let registry: Registry;
  let world: OllamaWorld;
  beforeAll(async () => {
    [ollama, registry] = await Promise.all([
      openSimulator({ version, models: installed(), clock: fasterClock(10) }),
      openRegistry({ models: [published] }),
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
});

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

  const CONVERSIONS: readonly (readonly [string, Failure["kind"]])[] = [
    ["insufficient disk space for local compat migration", "conversion-disk-full"],
    ["cannot convert legacy GGUF with adapter layer; re-pull a compatible model", "conversion-failed"],
    ["this GGUF requires conversion; use a model tag instead of its original digest", "conversion-failed"],
    ["compat migration unsupported for family", "conversion-failed"],
  ];

  it("while Ollama converts a model is reported as what it is", async () => {
    const ollama = await openSimulator({ models: models() });
    const api = apiAt(endpointOf(ollama));
    for (const [error, kind] of CONVERSIONS) {
      ollama.faults.set({ kind: "status500", error }, "POST /api/generate");
      const failure = await lastValueFrom(api.load(modelName("pony"), "/api/generate")).catch(toFailure);
      expect(failure, error).toMatchObject({ kind });
    }
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
