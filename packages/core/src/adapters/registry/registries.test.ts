import {
  openHuggingFace,
  openRegistry,
  registryList,
  registryModel,
  type Registry as RegistryStandIn,
} from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Manifest } from "../../downloads/registry.port.ts";
import { openAskedRegistry, type OpenAskedRegistry } from "../../testing/asked-registry.ts";
import {
  registryContract,
  type RegistryBehaviour,
  type RegistryWorld,
} from "../../testing/contracts/index.ts";
import { FakeRegistry, modelName } from "../../testing/index.ts";
import { httpRegistry } from "./http-registry.ts";
import { nodeTransport } from "../http/node-transport.ts";

/** Only for a registry that never answers: a busy machine answers later than this. */
const BRIEF_MS = 300;

const MODELS = {
  available: "stable/pony:Q4_K_M",
  missing: "stable/missing:Q4_K_M",
  newerOnly: "stable/unicorn:Q4_K_M",
  sharded: "stable/herd:Q4_K_M",
  listed: "stable/team:Q4_K_M",
} as const;

const models = [
  registryModel(MODELS.available, { downloadBytes: 50_000 }),
  registryModel(MODELS.newerOnly, { downloadBytes: 50_000, requires: "0.30.0" }),
  registryModel(MODELS.sharded, { isSharded: true }),
];

const list = registryList(MODELS.listed, {
  ggml: { downloadBytes: 50_000 },
  llamacpp: { downloadBytes: 120_000 },
});

/** Hugging Face has no lists yet; they would be read in the same way. */
async function openHub(): Promise<RegistryStandIn> {
  const { registry } = await openHuggingFace({ models });
  registry.publish(list);
  return registry;
}

describe.each<[string, () => Promise<RegistryStandIn>, (registryHost: OpenAskedRegistry) => string]>([
  ["Ollama's", () => openRegistry({ models: [...models, list] }), ({ host }) => host],
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
    const options = {
      transport,
      isInsecure: () => true,
      standIns: { ollama: "http://127.0.0.1:1", huggingFace: host.url },
      logger: { info() {}, warn() {} },
    };
    world = {
      host,
      models: {
        available: named(MODELS.available),
        missing: named(MODELS.missing),
        newerOnly: named(MODELS.newerOnly),
        sharded: named(MODELS.sharded),
        listed: named(MODELS.listed),
      },
      registry: httpRegistry(options),
      impatient: { registry: httpRegistry({ ...options, patienceMs: BRIEF_MS }), afterMs: BRIEF_MS },
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
  const [available, newerOnly, listed] = [
    named(MODELS.available),
    named(MODELS.newerOnly),
    named(MODELS.listed),
  ];
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
  registry.manifests.set(available, manifest).set(newerOnly, manifest);
  registry.manifests.set(listed, manifest);
  registry.lists.set(listed, [
    { ...manifest, runner: "llamacpp" },
    { ...manifest, digest: "d".repeat(64), runner: "ggml" },
  ]);
  registry.cards.set(newerOnly, { requires: "0.30.0" });

  const failures = {
    normal: undefined,
    unauthorised: { kind: "unauthorised" },
    throttled: { kind: "rate-limited" },
    failing: { kind: "rejected", status: 500, message: "" },
    invalid: { kind: "unreadable", endpoint: "GET /v2/", problem: "no layers" },
    unreachable: { kind: "unreachable", cause: "reset" },
    silent: "hang",
  } as const satisfies Record<RegistryBehaviour, FakeRegistry["failure"]>;
  const world: RegistryWorld = {
    registry,
    models: { available, newerOnly, listed, missing: named(MODELS.missing) },
    host: {
      set behaviour(behaviour: RegistryBehaviour) {
        registry.failure = failures[behaviour];
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
