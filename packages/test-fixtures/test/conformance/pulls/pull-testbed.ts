import {
  openRegistry,
  openSimulator,
  simulatedModel,
  type RecordedRequest,
  type Registry,
  type Simulator,
  type SimulatorOptions,
} from "../../../src/index.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { runFor } from "../../support/simulated-time.ts";
import { openClient, type Client } from "../../support/pull-client.ts";
import {
  BIGGEST_BYTES,
  recordedLayers,
  recordedManifests,
  registryModels,
  type RecordedName,
} from "./recorded-layers.ts";

/** An Ollama and the registry that it pulls from, in simulated time. */
export interface PullTestbed {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly simulator: Simulator;
  /** Texts of the recordings, and the texts that replace them here. */
  readonly replacements: ReadonlyMap<string, string>;
  /** Requests a pull of a recorded model, and does not wait. */
  pull(name: RecordedName): Client;
  /** Lets this much time pass. */
  run(ms: number): Promise<void>;
  /** Installs a model as if it had been pulled before. */
  install(name: RecordedName): Promise<void>;
  close(): Promise<void>;
}

/** Opens both, with all recorded models in the registry. The largest one and its parts are divided by this factor. */
export async function openPullTestbed(options: SimulatorOptions, shrinkFactor: number): Promise<PullTestbed> {
  const clock = new FakeClock();
  const registry = await openRegistry({ models: registryModels(shrinkFactor), clock });
  const replacements = await translate(registry, shrinkFactor);
  const partSizes = { minBytes: 100_000_000 / shrinkFactor, maxBytes: 1_000_000_000 / shrinkFactor };
  const simulator = await openSimulator({ isCloudDisabled: true, partSizes, ...options, clock });
  return {
    clock,
    registry,
    simulator,
    replacements,
    pull: (name) => openClient(simulator.port, pullOf(`${registry.host}/${name}`), clock),
    run: (ms) => runFor(clock, ms),
    async install(name) {
      const layers = await registry.layersOf(name);
      simulator.install({ ...simulatedModel(`${registry.host}/${name}`), layers });
    },
    async close() {
      await simulator.close();
      await registry.close();
    },
  };
}

function pullOf(model: string): RecordedRequest {
  return { method: "POST", path: "/api/pull", headers: {}, body: { model, insecure: true } };
}

/**
 * Replaces hosts, the size of the largest layer, and digests: also as file names, and as the twelve digits in a status.
 * Port 1 is closed.
 */
async function translate(registry: Registry, shrinkFactor: number): Promise<ReadonlyMap<string, string>> {
  const replacements = new Map([
    ["127.0.0.1:5501", registry.host],
    ["127.0.0.1%3A5501", registry.host.replace(":", "%3A")],
    ["127.0.0.1:5999", "127.0.0.1:1"],
    [`"total":${BIGGEST_BYTES}`, `"total":${BIGGEST_BYTES / shrinkFactor}`],
  ]);
  for (const [name, recorded] of Object.entries(recordedManifests)) {
    const [model = "", tag = "latest"] = name.split(":");
    const answer = await fetch(`${registry.url}/v2/${model}/manifests/${tag}`);
    replacements.set(`sha256-${recorded}`, `sha256-${answer.headers.get("ollama-content-digest") ?? ""}`);
  }
  for (const [name, recorded] of Object.entries(recordedLayers)) {
    const ours = await registry.layersOf(name);
    for (const [index, { digest }] of recorded.entries()) {
      const own = ours[index]?.digest ?? "";
      replacements.set(digest, own);
      replacements.set(digest.replace(":", "-"), own.replace(":", "-"));
      replacements.set(`pulling ${digest.slice(7, 19)}`, `pulling ${own.slice(7, 19)}`);
    }
  }
  return replacements;
}
