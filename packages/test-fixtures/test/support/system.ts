import type {
  JsonObject,
  Registry,
  RegistryModel,
  RegistryOptions,
  Simulator,
  SimulatorOptions,
} from "../../src/index.ts";
import { isObject } from "../../src/json.ts";
import { FakeClock } from "./fake-clock.ts";
import { registryFor, simulatorFor } from "./open.ts";
import { openClient, type Client } from "./pull-client.ts";
import { runFor, runTime } from "./simulated-time.ts";

/** An Ollama and a registry that it pulls from, in simulated time. */
export interface System {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly simulator: Simulator;
  /** Requests a pull, and does not wait. */
  pull(model: string, more?: JsonObject): Client;
  /** Requests a pull, and waits for its end. */
  pullAll(model: string, more?: JsonObject): Promise<Client>;
  /** Lets this much time pass. */
  run(ms: number): Promise<void>;
  /** Lets time pass until the condition holds. */
  until(condition: () => boolean): Promise<void>;
}

/** Opens both. They are closed at the end of the test. */
export async function openSystem(
  models: readonly RegistryModel[],
  options: SimulatorOptions = {},
  registryOptions: RegistryOptions = {},
): Promise<System> {
  const clock = new FakeClock();
  const registry = await registryFor({ models, clock, ...registryOptions });
  const simulator = await simulatorFor({ registry: { defaultRegistryUrl: registry.url }, ...options, clock });
  // Computes the digests now, and not while time runs.
  for (const { name } of models) await registry.layersOf(name);
  const pull = (model: string, more: JsonObject = {}): Client => {
    const body = { model, ...more };
    return openClient(simulator.port, { method: "POST", path: "/api/pull", headers: {}, body }, clock);
  };
  const until = (condition: () => boolean): Promise<void> => runTime(clock, condition);
  return {
    clock,
    registry,
    simulator,
    pull,
    async pullAll(model, more) {
      const client = pull(model, more);
      await until(() => client.isOver);
      return client;
    },
    run: (ms) => runFor(clock, ms),
    until,
  };
}

/** The last line that a client received. */
export function lastOf({ lines }: Client): JsonObject {
  const line = lines.at(-1)?.line;
  return isObject(line) ? line : {};
}

/** The values of `completed` that a client received for layers of at least this size. */
export function completedOf({ lines }: Client, minBytes = 1000): readonly number[] {
  return lines.flatMap(({ line }) => {
    const { total, completed = 0 } = isObject(line) ? line : {};
    return typeof total === "number" && total >= minBytes ? [Number(completed)] : [];
  });
}
