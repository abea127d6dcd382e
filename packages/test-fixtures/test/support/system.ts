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

/** An Ollama, a registry that it pulls from, and a time that both live in. */
export interface World {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly simulator: Simulator;
  /** Asks for a pull, and does not wait. */
  pull(model: string, more?: JsonObject): Client;
  /** Asks for a pull, and waits for its end. */
  pullAll(model: string, more?: JsonObject): Promise<Client>;
  /** Lets so much time pass. */
  run(ms: number): Promise<void>;
  /** Lets time pass until something is so. */
  until(isSo: () => boolean): Promise<void>;
}

/** Opens both; they are closed when the test is over. */
export async function openWorld(
  models: readonly RegistryModel[],
  options: SimulatorOptions = {},
  registryOptions: RegistryOptions = {},
): Promise<World> {
  const clock = new FakeClock();
  const registry = await registryFor({ models, clock, ...registryOptions });
  const simulator = await simulatorFor({ registry: { defaultRegistryUrl: registry.url }, ...options, clock });
  // So that no digest has to be computed while time runs.
  for (const { name } of models) await registry.layersOf(name);
  const pull = (model: string, more: JsonObject = {}): Client => {
    const body = { model, ...more };
    return openClient(simulator.port, { method: "POST", path: "/api/pull", headers: {}, body }, clock);
  };
  const until = (isSo: () => boolean): Promise<void> => runTime(clock, isSo);
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

/** The last line of a client. */
export function lastOf({ lines }: Client): JsonObject {
  const line = lines.at(-1)?.line;
  return isObject(line) ? line : {};
}

/** What a client was told of the layers of at least so many bytes: how much is there. */
export function completedOf({ lines }: Client, leastBytes = 1000): readonly number[] {
  return lines.flatMap(({ line }) => {
    const { total, completed = 0 } = isObject(line) ? line : {};
    return typeof total === "number" && total >= leastBytes ? [Number(completed)] : [];
  });
}
