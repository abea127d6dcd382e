import { cpSync, mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openSimulator } from "@paddock/test-fixtures";
import type { Group } from "./benchmark.ts";
import { emptyFolder, openProbedHost, paddockFolder, STATUS } from "./host.ts";

const RUNS = 9;
const IDS = { paddock: "paddock.ollama-paddock", empty: "bench.empty" } as const;

type Marks = {
  readonly willLoadExtensionCode: number;
  readonly didActivateExtension: number;
};

/** What our activation costs compared with an empty extension, and when the status bar first shows the real state. */
export const activation: Group = {
  name: "activation",
  benchmarks: [
    { name: "activation", what: "load, call and finish, over an empty extension", unit: "ms", budget: 10 },
    { name: "first-status", what: "from activation to the first true status text", unit: "ms", budget: 400 },
  ],
  async measure() {
    const folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
    const lazy = lazyCopy(folder.path);
    const ollama = await openSimulator();
    const runs: Record<string, number[]> = { activation: [], "first-status": [] };
    for (let run = 0; run < RUNS; run++) {
      const { over, firstStatus } = await measureOnce(lazy, ollama.port, run % 2 === 0);
      runs["activation"]?.push(over);
      runs["first-status"]?.push(firstStatus);
    }
    await ollama.close();
    folder.remove();
    return runs;
  },
};

async function measureOnce(
  lazy: string,
  port: number,
  isPaddockFirst: boolean,
): Promise<{ over: number; firstStatus: number }> {
  await using host = await openProbedHost({
    extensions: [lazy, emptyFolder],
    settings: { "paddock.host": `127.0.0.1:${port}` },
  });
  await delay(4_000); // until the host is idle
  const { page } = host.workbench.window;
  const shownAt = page.evaluate(firstTrueText, STATUS);
  const order = isPaddockFirst ? (["paddock", "empty"] as const) : (["empty", "paddock"] as const);
  const took: Record<string, Marks> = {};
  for (const name of order) {
    took[name] = await host.ask<Marks>(`/activate?id=${IDS[name]}`);
    await delay(1_000);
  }
  const [paddock, empty] = [took["paddock"], took["empty"]];
  if (!paddock || !empty) throw new Error("both were activated");
  const totalOf = ({ willLoadExtensionCode, didActivateExtension }: Marks): number =>
    didActivateExtension - willLoadExtensionCode;
  return {
    over: totalOf(paddock) - totalOf(empty),
    firstStatus: (await shownAt) - paddock.willLoadExtensionCode,
  };
}

/** Runs in the page: resolves with the time at which the status item first shows the real state. */
function firstTrueText(id: string): Promise<number> {
  return new Promise((resolve) => {
    const watching = new MutationObserver(() => {
      const text = document.querySelector(`.statusbar-item[id="${id}"]`)?.textContent ?? "";
      if (!/Running|Stopped|Not installed/.test(text)) return;
      watching.disconnect();
      resolve(Date.now());
    });
    watching.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** A copy of the extension without activation events, so that the benchmark decides when it is activated. */
function lazyCopy(folder: string): string {
  const target = join(folder, "paddock");
  for (const part of ["dist", "media", "package.json", "package.nls.json"])
    cpSync(join(paddockFolder, part), join(target, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(target, "package.json"), "utf8")) as Record<string, unknown>; // our own
  writeFileSync(join(target, "package.json"), JSON.stringify({ ...manifest, activationEvents: [] }));
  return target;
}
