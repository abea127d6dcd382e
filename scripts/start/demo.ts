import { join } from "node:path";
import {
  demoBytesPerSecond,
  demoRegistryModels,
  openRegistry,
  standInExecutable,
} from "@paddock/test-fixtures";
import { freePort } from "../system/ports.ts";
import { openDemoSearches } from "./demo-searches.ts";
import { endProcesses } from "./leftovers.ts";

/** An Ollama that is not one, with a registry and places to search that are none either; all on this machine. */
export interface Demo {
  readonly address: string;
  /** What the extension needs to know, as variables for its VS Code. */
  readonly environment: Readonly<Record<string, string>>;
  /** Closes the registry and what is searched, and ends the simulator if the extension has started it. */
  close(): Promise<void>;
}

/** Opens all of them, and says how to start the simulator; starting it is what Paddock is there for. */
export async function openDemo(folder: string): Promise<Demo> {
  const registry = await openRegistry({ models: demoRegistryModels, bytesPerSecond: demoBytesPerSecond });
  const searches = await openDemoSearches();
  const host = `http://127.0.0.1:${await freePort()}`;
  const models = join(folder, "models");
  const demo = {
    host,
    command: process.execPath,
    args: [standInExecutable],
    environment: {
      OLLAMA_MODELS: models,
      STAND_IN_MODELS: "demo",
      STAND_IN_REGISTRY: registry.url,
      STAND_IN_HUGGING_FACE: searches.hosts.huggingFace,
    },
    registry: registry.url,
    searches: searches.hosts,
  };
  return {
    address: host,
    environment: { PADDOCK_DEMO: JSON.stringify(demo) },
    async close() {
      await endProcesses({ argument: standInExecutable, variable: `OLLAMA_MODELS=${models}` });
      await Promise.all([registry.close(), searches.close()]);
    },
  };
}
