import assert from "node:assert/strict";
import { firstValueFrom, lastValueFrom, toArray, type Observable } from "rxjs";
import { isPortError, type Failure } from "../../shared/failure.ts";
import type { ModelName } from "../../models/model-name.ts";
import type { Registry } from "../../downloads/registry.port.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";

/** Registries, by the port through which they are asked, and what one of them has. */
export type RegistryWorld = {
  readonly registry: Registry;
  readonly models: {
    /** One that every Ollama may have. */
    readonly there: ModelName;
    readonly absent: ModelName;
    /** One that needs Ollama 0.30.0. */
    readonly demanding: ModelName;
    /** One in several files; absent where nobody looks at files. */
    readonly sharded?: ModelName;
  };
  readonly host: AskedRegistry;
  /** Milliseconds of silence after which the port gives up; absent: it never does. */
  readonly patienceMs?: number;
};

/** The registry behind the port. */
export interface AskedRegistry {
  mood: RegistryMood;
  /** How many requests have come in so far. */
  readonly requestCount: number;
  /** How many of them are neither answered nor given up. */
  readonly openCount: number;
}

/** How a registry answers. */
export type RegistryMood =
  | "well"
  /** It wants to know who asks. */
  | "closed"
  /** It is asked too often. */
  | "tired"
  | "failing"
  /** With 200, and with JSON that is no manifest. */
  | "strange"
  /** Nobody can connect to it. */
  | "gone"
  | "silent";

const NEW = { version: "0.33.0" };
const OLD = { version: "0.12.11" };

/** What `Registry` promises, whatever is behind it. */
export const registryContract: Contract<RegistryWorld> = [
  {
    name: "tells what a pull would bring: each layer once, with its size, and the configuration last",
    async keep({ registry, models }) {
      const { digest, layers, configDigest } = await firstValueFrom(registry.manifest(models.there, NEW));
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
    name: "tells which layer holds the weights",
    async keep({ registry, models }) {
      const { layers, modelDigest } = await firstValueFrom(registry.manifest(models.there, NEW));
      assert.ok(layers.some(({ digest }) => digest === modelDigest));
    },
  },
  {
    name: "tells what a model says of itself",
    async keep({ registry, models }) {
      const manifest = await firstValueFrom(registry.manifest(models.demanding, NEW));
      const card = await firstValueFrom(registry.card(models.demanding, manifest, NEW));
      assert.equal(card.requires, "0.30.0");
      for (const text of [card.family, card.parameterSize, card.quantization])
        assert.ok(text === undefined || text.length > 0);
    },
  },
  {
    name: "answers once, and is done",
    async keep({ registry, models }) {
      const manifests = await lastValueFrom(registry.manifest(models.there, NEW).pipe(toArray()));
      assert.equal(manifests.length, 1);
      const [manifest = assert.fail()] = manifests;
      const cards = await lastValueFrom(registry.card(models.there, manifest, NEW).pipe(toArray()));
      assert.equal(cards.length, 1);
    },
  },
  {
    name: "asks nobody until somebody listens",
    async keep({ registry, models, host }) {
      const before = host.requestCount;
      const manifest$ = registry.manifest(models.there, NEW);
      assert.equal(host.requestCount, before);
      registry.card(models.there, await firstValueFrom(manifest$), NEW);
      assert.equal(host.requestCount, before + 1);
    },
  },
  {
    name: "says that there is no model of that name",
    async keep({ registry, models }) {
      assert.deepEqual(await failureOf(registry.manifest(models.absent, NEW)), { kind: "not-in-registry" });
    },
  },
  {
    name: "asks for the Ollama that would pull, which may be too old",
    async keep({ registry, models }) {
      await firstValueFrom(registry.manifest(models.there, OLD));
      const failure = await failureOf(registry.manifest(models.demanding, OLD));
      assert.deepEqual(failure, { kind: "needs-newer-ollama" });
    },
  },
  {
    name: "says that a model is in several files",
    unless: ({ models }) => (models.sharded ? undefined : "nobody looks at files"),
    async keep({ registry, models: { sharded = assert.fail() } }) {
      assert.deepEqual(await failureOf(registry.manifest(sharded, NEW)), { kind: "sharded" });
    },
  },
  {
    name: "says that it is not let in, or asks too often",
    async keep(world) {
      assert.deepEqual(await failureIn("closed", world), { kind: "unauthorised" });
      assert.deepEqual(await failureIn("tired", world), { kind: "rate-limited" });
    },
  },
  {
    name: "says by which status a registry fails",
    async keep(world) {
      assert.deepEqual(await failureIn("failing", world), { kind: "rejected", status: 500, message: "" });
    },
  },
  {
    name: "takes nothing for a manifest that is none",
    async keep(world) {
      assert.equal((await failureIn("strange", world)).kind, "unreadable");
    },
  },
  {
    name: "says why a registry is out of reach",
    async keep(world) {
      assert.deepEqual(await failureIn("gone", world), { kind: "unreachable", cause: "reset" });
    },
  },
  {
    name: "gives up a registry that says nothing",
    unless: ({ patienceMs }) => (patienceMs === undefined ? "it waits for ever" : undefined),
    async keep(world) {
      const failure = await failureIn("silent", world);
      assert.deepEqual(failure, { kind: "timed-out", afterMs: world.patienceMs });
    },
  },
  {
    name: "lets go of its request when nobody listens any more",
    async keep({ registry, models, host }) {
      host.mood = "silent";
      const before = host.requestCount;
      const listening = registry.manifest(models.there, NEW).subscribe();
      await until(() => host.requestCount === before + 1 && host.openCount === 1, "it is asked");
      listening.unsubscribe();
      await until(() => host.openCount === 0, "its request is given up");
      host.mood = "well";
    },
  },
];

/** How the port fails while its registry is in a mood. */
async function failureIn(mood: RegistryMood, { registry, models, host }: RegistryWorld): Promise<Failure> {
  host.mood = mood;
  const failure = await failureOf(registry.manifest(models.there, NEW));
  host.mood = "well";
  return failure;
}

async function failureOf(asked$: Observable<unknown>): Promise<Failure> {
  try {
    await lastValueFrom(asked$);
  } catch (error) {
    assert.ok(isPortError(error), `a PortError, not ${String(error)}`);
    return error.failure;
  }
  return assert.fail("it does not fail");
}
