import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { registryModel, type Registry } from "../src/index.ts";
import { registryFor } from "./support/open.ts";
import { pullAll, pullLines } from "./support/pull-lines.ts";
import { serve, type StandIn } from "./support/stand-in.ts";
import { folderFor } from "./support/temporary.ts";
import { until } from "./support/until.ts";

const MB = 1_000_000;
const BIG = { model: "big" };

/** Its store sends a part of each part, and then pauses for longer than a test takes. */
async function openPausing(): Promise<Registry> {
  const registry = await registryFor({ models: [registryModel("big", { downloadBytes: 3 * MB })] });
  registry.faults.hiccup = { afterBytes: 200_000, forMs: 60_000 };
  return registry;
}

const environment = (registry: Registry, models: string) => ({
  STAND_IN_REGISTRY: registry.url,
  OLLAMA_MODELS: models,
  STAND_IN_PART_BYTES: String(MB),
});

/** The notes of parts without content. */
const emptyNotes = (models: string): readonly string[] =>
  readdirSync(join(models, "blobs")).filter(
    (name) => /-partial-\d+$/.test(name) && statSync(join(models, "blobs", name)).size === 0,
  );

/** Begins a pull, and waits until bytes have arrived. */
async function begin(standIn: StandIn): Promise<AbortController> {
  const leave = new AbortController();
  let arrived = 0;
  const follow = async (): Promise<void> => {
    for await (const line of pullLines(standIn, BIG, leave.signal)) arrived = Number(line.completed ?? 0);
  };
  void follow().catch(() => undefined);
  await until(() => arrived > 500_000);
  return leave;
}

it("a stop by SIGTERM may leave an empty note, which breaks every later pull", async () => {
  const [registry, models] = [await openPausing(), join(folderFor(), "models")];
  const first = await serve({ ...environment(registry, models), STAND_IN_STOP_EMPTIES_NOTE: "1" });
  await begin(first);
  first.child.kill("SIGTERM");
  expect(await first.exit).toEqual({ code: 0, signal: null });
  expect(emptyNotes(models)).toHaveLength(1);
  const second = await serve(environment(registry, models));
  expect((await pullAll(second, BIG)).at(-1)).toEqual({ error: "EOF" });
});

it("the process may be killed while it writes a note", async () => {
  const [registry, models] = [await openPausing(), join(folderFor(), "models")];
  const standIn = await serve({ ...environment(registry, models), STAND_IN_NOTE_KILLS: "1" });
  const pull = await begin(standIn);
  pull.abort();
  expect(await standIn.exit).toEqual({ code: null, signal: "SIGKILL" });
  expect(emptyNotes(models).length).toBeGreaterThan(0);
});
