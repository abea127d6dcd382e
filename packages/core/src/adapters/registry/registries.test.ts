import {
  openHuggingFace,
  openRegistry,
  registryModel,
  type Registry as RegistryStandIn,
} from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Manifest } from "../../downloads/registry.port.ts";
import { openAskedRegistry, type OpenAskedRegistry } from "../../testing/asked-registry.ts";
import { registryContract, type RegistryMood, type RegistryWorld } from "../../testing/contracts/index.ts";
import { FakeRegistry, modelName } from "../../testing/index.ts";
import { httpRegistry } from "./http-registry.ts";
import { nodeTransport } from "../http/node-transport.ts";

const PATIENCE_MS = 300;

const MODELS = {
  there: "stable/pony:Q4_K_M",
  absent: "stable/nobody:Q4_K_M",
  demanding: "stable/unicorn:Q4_K_M",
  sharded: "stable/herd:Q4_K_M",
} as const;

const models = [
  registryModel(MODELS.there, { downloadBytes: 50_000 }),
  registryModel(MODELS.demanding, { downloadBytes: 50_000, requires: "0.30.0" }),
  registryModel(MODELS.sharded, { isSharded: true }),
];

const openHub = async (): Promise<RegistryStandIn> => (await openHuggingFace({ models })).registry;

describe.each<[string, () => Promise<RegistryStandIn>, (front: OpenAskedRegistry) => string]>([
  ["Ollama's", () => openRegistry({ models }), ({ host }) => host],
  ["Hugging Face's", openHub, () => "hf.co"],
])("a registry like %s", (_name, open, hostOf) => {
  const transport = nodeTransport();
  let standIn: RegistryStandIn;
  let host: OpenAskedRegistry;
  let world: RegistryWorld;
  beforeAll(async () => {
    standIn = await open();
    host = await openAskedRegistry(standIn);
    const named = (name: string) => modelName(`${hostOf(host)}/${name}`);
    world = {
      host,
      patienceMs: PATIENCE_MS,
      models: {
        there: named(MODELS.there),
        absent: named(MODELS.absent),
        demanding: named(MODELS.demanding),
        sharded: named(MODELS.sharded),
      },
      registry: httpRegistry({
        transport,
        patienceMs: PATIENCE_MS,
        isInsecure: () => true,
        standIns: { ollama: "http://127.0.0.1:1", huggingFace: host.url },
        logger: { info() {}, warn() {} },
      }),
    };
  });
  afterAll(async () => {
    transport.close();
    await host[Symbol.asyncDispose]();
    await standIn.close();
  });

  for (const { name, keep } of registryContract) it(name, () => keep(world));
});

describe("the fake registry", () => {
  const registry = new FakeRegistry();
  const named = (name: string) => modelName(`example.com/${name}`);
  const [there, demanding] = [named(MODELS.there), named(MODELS.demanding)];
  const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
  const manifest: Manifest = {
    digest: "a".repeat(64),
    layers: [
      { digest: digestOf("b"), sizeBytes: 50_000 },
      { digest: digestOf("c"), sizeBytes: 500 },
    ],
    configDigest: digestOf("c"),
    modelDigest: digestOf("b"),
  };
  registry.manifests.set(there, manifest).set(demanding, manifest);
  registry.cards.set(demanding, { requires: "0.30.0" });

  const failures = {
    well: undefined,
    closed: { kind: "unauthorised" },
    tired: { kind: "rate-limited" },
    failing: { kind: "rejected", status: 500, message: "" },
    strange: { kind: "unreadable", endpoint: "GET /v2/", problem: "no layers" },
    gone: { kind: "unreachable", cause: "reset" },
    silent: "hang",
  } as const satisfies Record<RegistryMood, FakeRegistry["failure"]>;
  const world: RegistryWorld = {
    registry,
    models: { there, demanding, absent: named(MODELS.absent) },
    host: {
      set mood(mood: RegistryMood) {
        registry.failure = failures[mood];
      },
      get requestCount() {
        return registry.requestCount;
      },
      get openCount() {
        return registry.openCount;
      },
    },
  };
  const promises = registryContract.filter(({ unless }) => unless?.(world) === undefined);
  for (const { name, keep } of promises) it(name, () => keep(world));
});
