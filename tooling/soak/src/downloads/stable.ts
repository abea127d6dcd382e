import { mkdirSync, mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  chaos,
  freePort,
  openRegistry,
  overlapsOf,
  readLayerUses,
  registryModel,
  type RegistryModel,
} from "@paddock/test-fixtures";
import { openWindowProcess, type WindowProcess } from "../windows/window-process.ts";
import { superviseOllama, type SupervisedOllama } from "./supervised-ollama.ts";

/** A machine with faults: an Ollama that dies, an unreliable registry, and windows that download. */
export interface Stable {
  readonly history: string;
  readonly ollama: SupervisedOllama;
  /** Models that can be pulled. Some share all their layers, some a few, some none. */
  readonly pullable: readonly string[];
  readonly windows: readonly WindowProcess[];
  open(): readonly WindowProcess[];
  openWindow(): Promise<WindowProcess>;
  leader(): WindowProcess | undefined;
  /** The faults that the registry has caused. */
  readonly mishaps: readonly string[];
  /** Layers that two pulls used at the same time. */
  overlaps(): readonly string[];
  /** Connections on which the registry is sending. */
  readonly openDownloads: number;
  installed(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const SPEED = 8;
const BREEDS = 6;
const PARALLEL = 3;
const BYTES_PER_SECOND = 4_000_000;

/** Opens a registry with this many models, an Ollama that pulls from it, and a history for the windows. */
export async function openStable(models: number, seed: number): Promise<Stable> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [history, home] = [join(temporary.path, "history"), join(temporary.path, "home")];
  mkdirSync(home);
  const plan = chaos(seed);
  const published = Array.from({ length: models }, (_, index) => horse(index));
  const registry = await openRegistry({ models: published, chaos: plan, bytesPerSecond: BYTES_PER_SECOND });
  const port = await freePort();
  const layerUses = join(temporary.path, "layer-uses");
  const ollama = superviseOllama(home, {
    ...plan.environment,
    OLLAMA_HOST: `127.0.0.1:${port}`,
    OLLAMA_MODELS: join(home, "models"),
    STAND_IN_SPEED: String(SPEED),
    STAND_IN_PART_BYTES: "300000",
    STAND_IN_LAYER_USES: layerUses,
  });
  const windows: WindowProcess[] = [];
  const open = (): readonly WindowProcess[] => windows.filter(({ isAlive }) => isAlive);
  return {
    history,
    ollama,
    pullable: published.map(({ name }) => `${registry.host}/${name}`),
    windows,
    open,
    async openWindow() {
      const window = await openWindowProcess(`w${windows.length}`, history, `127.0.0.1:${port}`, SPEED);
      window.tell("parallel", PARALLEL);
      windows.push(window);
      return window;
    },
    leader: () => windows.find(({ isLeader }) => isLeader),
    get mishaps() {
      return plan.mishaps.map(({ mishap }) => mishap.kind);
    },
    overlaps: () =>
      overlapsOf(readLayerUses(layerUses)).map(
        ({ digest, first, second }) => `${first.model} and ${second.model} used ${digest} at the same time`,
      ),
    get openDownloads() {
      return registry.openDownloads;
    },
    async installed() {
      const answer = await fetch(`http://127.0.0.1:${port}/api/tags`);
      return [...(await answer.text()).matchAll(/"name":"([^"]+)"/g)].map(([, name = ""]) => name);
    },
    async close() {
      await Promise.all(open().map((window) => window.kill()));
      await ollama.close();
      await registry.close();
      temporary.remove();
    },
  };
}

/** Each pair of models has the same weights; models of one breed share their small layers. */
function horse(index: number): RegistryModel {
  const breed = `breed-${index % BREEDS}`;
  const weights = index - (index % 2);
  return registryModel(`soak/horse-${index}`, {
    downloadBytes: 400_000 + weights * 1_000,
    seed: `weights ${weights}`,
    family: breed,
    template: `${breed}: {{ .Prompt }}`,
    license: `Of ${breed}.`,
  });
}
