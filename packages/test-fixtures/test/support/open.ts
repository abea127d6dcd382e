import { onTestFinished } from "vitest";
import {
  openRegistry,
  openSimulator,
  type Registry,
  type RegistryOptions,
  type Simulator,
  type SimulatorOptions,
} from "../../src/index.ts";

/** Opens a simulator that is closed at the end of the test. */
export async function simulatorFor(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await openSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

/** Opens a registry that is closed at the end of the test. */
export async function registryFor(options?: RegistryOptions): Promise<Registry> {
  const registry = await openRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
}
