import assert from "node:assert/strict";
import { firstValueFrom, lastValueFrom, toArray, type Observable } from "rxjs";
import { isPortError, type Failure } from "../../shared/failure.ts";
import { parseModelName, type ModelName } from "../../models/model-name.ts";
import type { Registry } from "../../downloads/registry.port.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** The port to registries, and one registry behind it with some models. */
export type RegistryWorld = {
  readonly registry: Registry;
  readonly models: {
    /** Works with every version of Ollama. */
    readonly available: ModelName;
    readonly missing: ModelName;
    /** Requires Ollama 0.30.0. */
    readonly newerOnly: ModelName;
    /** Split into several files; absent for registries that do not look at files. */
    readonly sharded?: ModelName;
    /** Has manifests for the runners `ggml` and `llamacpp`; absent for registries without lists. */
    readonly listed?: ModelName;
  };
  readonly host: AskedRegistry;
  /** The same port, giving up after so many milliseconds of silence; absent: it never does. */
  readonly impatient?: { readonly registry: Registry; readonly afterMs: number };
};

/** The registry behind the port. */
export interface AskedRegistry {
  behaviour: RegistryBehaviour;
  /** How many requests have come in so far. */
  readonly requestCount: number;
  /** How many of them are neither answered nor cancelled. */
  readonly openCount: number;
}

export type RegistryBehaviour =
  | "normal"
  /** Status 401. */
  | "unauthorised"
  /** Status 429. */
  | "throttled"
  | "failing"
  /** Status 200 with JSON that is not a manifest. */
  | "invalid"
  /** Connections are reset. */
  | "unreachable"
  | "silent";

const NEW = { version: "0.33.0" };
const OLD = { version: "0.12.11" };
/** The first version that asks for lists (docs/ollama.md §8.5). */
const LISTING = { version: "0.40.0" };

/** What every `Registry` promises. */
export const registryContract: Contract<RegistryWorld> = [
  {
    name: "lists what a pull would download: each layer once, with its size, and the configuration last",
    async keep({ registry, models }) {
      const { digest, layers, configDigest } = await firstValueFrom(registry.manifest(models.available, NEW));
      assert.match(digest, /^[0-9a-f]{64}$/);
      const digests = layers.map((layer) => layer.digest);
      assert.ok(digests.length > 1);
      assert.equal(new Set(digests).size, digests.length);
      assert.equal(digests.at(-1), configDigest);
      for (const layer of layers) {
        assert.match(layer.digest, /^sha256:[0-9a-f]{64}$/);
        assert.ok(Number.isSafeInteger(layer.sizeBytes) && layer.sizeBytes >= 0);
      }
    },
  },
  {
    name: "says which layer contains the weights",
    async keep({ registry, models }) {
      const { layers, modelDigest } = await firstValueFrom(registry.manifest(models.available, NEW));
      assert.ok(layers.some(({ digest }) => digest === modelDigest));
    },
  },
  {
    name: "reads a model's card",
    async keep({ registry, models }) {
      const manifest = await firstValueFrom(registry.manifest(models.newerOnly, NEW));
      const card = await firstValueFrom(registry.card(models.newerOnly, manifest, NEW));
      assert.equal(card.requires, "0.30.0");
      for (const text of [card.family, card.parameterSize, card.quantization])
        assert.ok(text === undefined || text.length > 0);
    },
  },
  {
    name: "says under which digests Ollama may list what it has",
    async keep({ registry, models }) {
      const digests = await firstValueFrom(registry.digests(models.available, NEW));
      const { digest } = await firstValueFrom(registry.manifest(models.available, NEW));
      assert.ok(digests.includes(digest));
    },
  },
  {
    name: "has one manifest for each runner, and tells of the one that Ollama will choose",
    unless: ({ models }) => (models.listed ? undefined : "it has no lists"),
    async keep({ registry, models: { listed = assert.fail() } }) {
      const chosen = await firstValueFrom(registry.manifest(listed, LISTING));
      const other = await firstValueFrom(registry.manifest(listed, LISTING, "ggml"));
      assert.deepEqual([chosen.runner, other.runner], ["llamacpp", "ggml"]);
      const digests = await firstValueFrom(registry.digests(listed, LISTING));
      assert.deepEqual(digests.toSorted(), [chosen.digest, other.digest].toSorted());
    },
  },
  {
    name: "tells an Ollama that knows no lists of one manifest",
    unless: ({ models }) => (models.listed ? undefined : "it has no lists"),
    async keep({ registry, models: { listed = assert.fail() } }) {
      const { digest } = await firstValueFrom(registry.manifest(listed, NEW));
      assert.deepEqual(await firstValueFrom(registry.digests(listed, NEW)), [digest]);
    },
  },
  {
    name: "is never asked about converted weights",
    async keep({ registry, host }) {
      const before = host.requestCount;
      const leftover = parseModelName(`llamacpp:${"7".repeat(64)}`) ?? assert.fail();
      for (const asked$ of [registry.manifest(leftover, NEW), registry.digests(leftover, NEW)])
        assert.deepEqual(await failureOf(asked$), { kind: "not-in-registry" });
      assert.equal(host.requestCount, before);
    },
  },
  {
    name: "emits once and completes",
    async keep({ registry, models }) {
      const manifests = await lastValueFrom(registry.manifest(models.available, NEW).pipe(toArray()));
      assert.equal(manifests.length, 1);
      const [manifest = assert.fail()] = manifests;
      const cards = await lastValueFrom(registry.card(models.available, manifest, NEW).pipe(toArray()));
      assert.equal(cards.length, 1);
    },
  },
  {
    name: "sends nothing before it is subscribed to",
    async keep({ registry, models, host }) {
      const before = host.requestCount;
      const manifest$ = registry.manifest(models.available, NEW);
      assert.equal(host.requestCount, before);
      registry.card(models.available, await firstValueFrom(manifest$), NEW);
      assert.equal(host.requestCount, before + 1);
    },
  },
  {
    name: "reports an unknown model",
    async keep({ registry, models }) {
      assert.deepEqual(await failureOf(registry.manifest(models.missing, NEW)), { kind: "not-in-registry" });
    },
  },
  {
    name: "reports that the version of Ollama is too old for a model",
    async keep({ registry, models }) {
      await firstValueFrom(registry.manifest(models.available, OLD));
      const failure = await failureOf(registry.manifest(models.newerOnly, OLD));
      assert.deepEqual(failure, { kind: "needs-newer-ollama" });
    },
  },
  {
    name: "reports a model that is split into several files",
    unless: ({ models }) => (models.sharded ? undefined : "it does not look at files"),
    async keep({ registry, models: { sharded = assert.fail() } }) {
      assert.deepEqual(await failureOf(registry.manifest(sharded, NEW)), { kind: "sharded" });
    },
  },
  {
    name: "reports missing rights and a rate limit",
    async keep(world) {
      assert.deepEqual(await failureIn("unauthorised", world), { kind: "unauthorised" });
      assert.deepEqual(await failureIn("throttled", world), { kind: "rate-limited" });
    },
  },
  {
    name: "reports the status of other errors",
    async keep(world) {
      assert.deepEqual(await failureIn("failing", world), { kind: "rejected", status: 500, message: "" });
    },
  },
  {
    name: "reports an invalid manifest",
    async keep(world) {
      assert.equal((await failureIn("invalid", world)).kind, "unreadable");
    },
  },
  {
    name: "reports why a registry is unreachable",
    async keep(world) {
      assert.deepEqual(await failureIn("unreachable", world), { kind: "unreachable", cause: "reset" });
    },
  },
  {
    name: "times out if a registry does not answer",
    unless: ({ impatient }) => (impatient ? undefined : "it has no timeout"),
    async keep({ impatient: { registry, afterMs } = assert.fail(), ...world }) {
      const failure = await failureIn("silent", { ...world, registry });
      assert.deepEqual(failure, { kind: "timed-out", afterMs });
    },
  },
  {
    name: "cancels its request when it is unsubscribed from",
    async keep({ registry, models, host }) {
      host.behaviour = "silent";
      const before = host.requestCount;
      const subscription = registry.manifest(models.available, NEW).subscribe();
      await until(
        () => host.requestCount === before + 1 && host.openCount === 1,
        "the registry has received the request",
      );
      subscription.unsubscribe();
      await until(() => host.openCount === 0, "the request is cancelled");
      host.behaviour = "normal";
    },
  },
];

/** How the port fails while its registry behaves in a certain way. */
async function failureIn(
  behaviour: RegistryBehaviour,
  { registry, models, host }: RegistryWorld,
): Promise<Failure> {
  host.behaviour = behaviour;
  const failure = await failureOf(registry.manifest(models.available, NEW));
  host.behaviour = "normal";
  return failure;
}

async function failureOf(asked$: Observable<unknown>): Promise<Failure> {
  try {
    await lastValueFrom(asked$);
  } catch (error) {
    assert.ok(isPortError(error), `a PortError, not ${String(error)}`);
    return error.failure;
  }
  return assert.fail("it should have failed");
}
