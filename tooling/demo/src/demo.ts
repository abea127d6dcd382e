import { join } from "node:path";
import catalogue from "@paddock/core/catalogue.json" with { type: "json" };
import {
  demoBytesPerSecond,
  demoModels,
  demoRegistryModels,
  freePort,
  openRegistry,
  registryModel,
  standInExecutable,
} from "@paddock/test-fixtures";
import { openDemoSearches } from "./demo-searches.ts";
import { endProcesses } from "./leftovers.ts";

/** A simulated Ollama with a registry and search hosts, all on this machine. */
export interface Demo {
  readonly address: string;
  /** Environment variables for VS Code, which the extension reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Closes the registry and the search hosts, and ends the simulator if the extension has started it. */
  close(): Promise<void>;
}

/** Opens the registry and the search hosts. The simulator is started later, by Paddock. */
export async function openDemo(folder: string): Promise<Demo> {
  const models = [...downloadableModels(), ...demoRegistryModels];
  const registry = await openRegistry({ models, bytesPerSecond: demoBytesPerSecond });
  const searches = await openDemoSearches();
  const host = `http://127.0.0.1:${await freePort()}`;
  const modelsFolder = join(folder, "models");
  const demo = {
    host,
    command: process.execPath,
    args: [standInExecutable],
    environment: {
      OLLAMA_MODELS: modelsFolder,
      STAND_IN_MODELS: "demo",
      STAND_IN_LOG: "demo",
      STAND_IN_TOKEN_MS: "20",
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
      await endProcesses({ argument: standInExecutable, variable: `OLLAMA_MODELS=${modelsFolder}` });
      await Promise.all([registry.close(), searches.close()]);
    },
  };
}

/** Each download takes about four seconds. */
const SMALL_BYTES = 24_000_000;

/** Small stand-ins for the models of the catalogue and the installed models, so that each can be downloaded. */
function downloadableModels() {
  const offered = catalogue.models.flatMap(({ name, tags }) =>
    ["latest", ...tags].map((tag) => `${name}:${tag}`),
  );
  return [...new Set([...offered, ...demoModels.map(({ name }) => name)])].map((name) =>
    registryModel(name, { downloadBytes: SMALL_BYTES, template: `${name}: {{ .Prompt }}` }),
  );
}
