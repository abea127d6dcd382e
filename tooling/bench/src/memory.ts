import { setTimeout as delay } from "node:timers/promises";
import { openRegistry, openSimulator, registryModel } from "@paddock/test-fixtures";
import type { Group } from "./benchmark.ts";
import { emptyFolder, openProbedHost, paddockFolder, STATUS, type ProbedHost } from "./host.ts";

const RUNS = 5;
const SETTLE_MS = 60_000;
const MB = 1_000_000;

type Memory = { readonly heapBytes: number; readonly rssBytes: number };

/** Memory of an extension host beyond one with an empty extension: service running, views hidden, garbage collected. */
export const memory: Group = {
  name: "memory",
  benchmarks: [
    { name: "memory", what: "RSS over an empty extension, 60 s after the start", unit: "MB", budget: 20 },
    { name: "memory-heap", what: "heap over an empty extension, garbage collected", unit: "MB", budget: 7.5 },
    { name: "memory-after-pull", what: "RSS over an empty extension, after a pull", unit: "MB", budget: 42 },
  ],
  async measure() {
    const registry = await openRegistry({
      models: [registryModel("stable/pony", { downloadBytes: 20_000_000 })],
      bytesPerSecond: 10_000_000,
    });
    const runs: Record<string, number[]> = { memory: [], "memory-heap": [], "memory-after-pull": [] };
    for (let run = 0; run < RUNS; run++) {
      const ollama = await openSimulator();
      const settings = {
        "paddock.host": `127.0.0.1:${ollama.port}`,
        "paddock.registries.insecure": [registry.host],
      };
      await using empty = await openProbedHost({ extensions: [emptyFolder] });
      await using paddock = await openProbedHost({ extensions: [paddockFolder], settings });
      await empty.ask("/activate?id=bench.empty");
      await delay(SETTLE_MS);
      const idle = await over(paddock, empty);
      await pull(paddock, `${registry.host}/stable/pony:latest`);
      const pulled = await over(paddock, empty);
      runs["memory"]?.push(idle.rssBytes / MB);
      runs["memory-heap"]?.push(idle.heapBytes / MB);
      runs["memory-after-pull"]?.push(pulled.rssBytes / MB);
      await ollama.close();
    }
    await registry.close();
    return runs;
  },
};

async function over(paddock: ProbedHost, empty: ProbedHost): Promise<Memory> {
  const [ours, theirs] = [await paddock.ask<Memory>("/memory"), await empty.ask<Memory>("/memory")];
  return { heapBytes: ours.heapBytes - theirs.heapBytes, rssBytes: ours.rssBytes - theirs.rssBytes };
}

async function pull({ workbench: { window } }: ProbedHost, name: string): Promise<void> {
  await window.command("Paddock: Add Model…");
  await window.quickInput.type(name);
  await window.quickInput.choose(`Download “${name}”`);
  await window.quickInput.choose("Download");
  await window.statusItem(STATUS).filter({ hasText: "%" }).waitFor();
  await window.statusItem(STATUS).filter({ hasNotText: "%" }).waitFor({ timeout: 60_000 });
  await delay(5_000);
}
