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
import { BIGGEST_BYTES, horses, stable, type Horse } from "./recorded-layers.ts";

/** An Ollama, the registry that it pulls from, and a time that both live in. */
export interface Stage {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly simulator: Simulator;
  /** What is said here, in place of what was said there. */
  readonly here: ReadonlyMap<string, string>;
  /** Asks for a pull of one of the horses, and does not wait. */
  pull(horse: Horse): Client;
  /** Lets so much time pass. */
  run(ms: number): Promise<void>;
  /** As if it had been pulled before. */
  install(horse: Horse): Promise<void>;
  close(): Promise<void>;
}

/** Opens both, with all horses to be pulled and none installed; the biggest, and its parts, so many times shorter. */
export async function openStage(options: SimulatorOptions, shorter: number): Promise<Stage> {
  const clock = new FakeClock();
  const registry = await openRegistry({ models: stable(shorter), clock });
  const here = await translate(registry, shorter);
  const partSizes = { leastBytes: 100_000_000 / shorter, mostBytes: 1_000_000_000 / shorter };
  const simulator = await openSimulator({ isCloudDisabled: true, partSizes, ...options, clock });
  return {
    clock,
    registry,
    simulator,
    here,
    pull: (horse) => openClient(simulator.port, pullOf(`${registry.host}/${horse}`), clock),
    run: (ms) => runFor(clock, ms),
    async install(horse) {
      const layers = await registry.layersOf(horse);
      simulator.install({ ...simulatedModel(`${registry.host}/${horse}`), layers });
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
 * Hosts, the length of the biggest layer, and digests; of these also the twelve digits that a status shows, and the
 * name of a file. Nothing listens on port 1.
 */
async function translate(registry: Registry, shorter: number): Promise<ReadonlyMap<string, string>> {
  const here = new Map([
    ["127.0.0.1:5501", registry.host],
    ["127.0.0.1:5999", "127.0.0.1:1"],
    [`"total":${BIGGEST_BYTES}`, `"total":${BIGGEST_BYTES / shorter}`],
  ]);
  for (const [name, recorded] of Object.entries(horses)) {
    const ours = await registry.layersOf(name);
    for (const [index, { digest }] of recorded.entries()) {
      const own = ours[index]?.digest ?? "";
      here.set(digest, own);
      here.set(digest.replace(":", "-"), own.replace(":", "-"));
      here.set(`pulling ${digest.slice(7, 19)}`, `pulling ${own.slice(7, 19)}`);
    }
  }
  return here;
}
