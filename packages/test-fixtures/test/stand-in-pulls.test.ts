import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  overlapsOf,
  readLayerUses,
  recording,
  registryModel,
  releaseOf,
  versions,
  type Registry,
} from "../src/index.ts";
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

it.for(versions)(
  "exits with 2, like %s, when two pulls overlap and the second one leaves",
  async (version) => {
    const registry = await openPausing();
    registry.faults.headLateMs = 60_000;
    const standIn = await serve({ STAND_IN_REGISTRY: registry.url, STAND_IN_VERSION: releaseOf(version) });
    const first = pullAll(standIn, BIG).catch((error: unknown) => error);
    await until(() => registry.requestCount("HEAD blob") === 1);
    const second = await beginPull(standIn, (line) => line.digest !== undefined);
    second.abort();
    expect(await standIn.exit).toEqual({ code: 2, signal: null });
    expect(await first).toBeInstanceOf(Error);
    const recorded = recording(version, "log-crash");
    const panic = (recorded.kind === "log" ? recorded.log : []).filter((line) => !line.startsWith("[GIN]"));
    await until(() => standIn.log.some((line) => line.includes("routes.go:") && line.startsWith("\t")));
    const logged = standIn.log.slice(standIn.log.findIndex((line) => line.startsWith("panic:")));
    expect(logged.map(withoutAddresses).filter((_, index) => index < panic.length)).toEqual(
      panic.map(withoutAddresses),
    );
  },
);

describe("after a stop during a pull and a restart, the stand-in", () => {
  it.for([
    ["SIGTERM", { STAND_IN_STOP_FORGETS: "0" }, "some"],
    ["SIGTERM", { STAND_IN_STOP_FORGETS: "1" }, "none"],
    ["SIGKILL", { STAND_IN_STOP_FORGETS: "0" }, "none"],
  ] as const)("has after %s with %o of the unfinished parts: %s", async ([signal, more, left]) => {
    const registry = await openPausing();
    const models = join(folderFor(), "models");
    const env = {
      STAND_IN_REGISTRY: registry.url,
      OLLAMA_MODELS: models,
      STAND_IN_PART_BYTES: String(MB),
      ...more,
    };
    const first = await serve(env);
    await beginPull(first, (line) => Number(line.completed ?? 0) > 500_000);
    first.child.kill(signal);
    expect(await first.exit).toEqual(
      signal === "SIGKILL" ? { code: null, signal } : { code: 0, signal: null },
    );
    expect(savedBytes(models) > 0 ? "some" : "none").toBe(left);

    registry.faults.hiccup = undefined;
    const second = await serve(env);
    expect((await pullAll(second, BIG)).at(-1)).toEqual({ status: "success" });
    expect(partialsIn(models)).toEqual([]);
  });

  it.for([
    [{ STAND_IN_VERSION: "0.12.11" }, 0],
    [{ STAND_IN_VERSION: "0.12.11", OLLAMA_NOPRUNE: "1" }, 4],
  ] as const)("has, with %o, %i files of an unfinished download", async ([more, files]) => {
    const registry = await openPausing();
    const models = join(folderFor(), "models");
    const env = {
      STAND_IN_REGISTRY: registry.url,
      OLLAMA_MODELS: models,
      STAND_IN_PART_BYTES: String(MB),
      ...more,
    };
    const first = await serve(env);
    const pull = await beginPull(first, (line) => Number(line.completed ?? 0) > 500_000);
    pull.abort();
    await until(() => savedBytes(models) > 0);
    first.child.kill("SIGTERM");
    await first.exit;
    await serve(env);
    expect(partialsIn(models)).toHaveLength(files);
  });
});

it("runs faster than real time, and records over restarts which pull used which layer", async () => {
  const registry = await openPausing();
  registry.faults.cdnStatus = 403;
  const file = join(folderFor(), "layer-uses");
  const env = { STAND_IN_REGISTRY: registry.url, STAND_IN_SPEED: "100", STAND_IN_LAYER_USES: file };
  const first = await serve(env);
  expect((await pullAll(first, BIG)).at(-1)).toEqual({ error: "max retries exceeded: EOF" });
  await beginPull(first, (line) => line.digest !== undefined);
  first.child.kill("SIGKILL");
  await first.exit;
  const second = await serve(env);
  const pulls = [
    await beginPull(second, (line) => line.digest !== undefined),
    await beginPull(second, (line) => line.digest !== undefined),
  ];
  await until(() => readLayerUses(file).length === 4);
  for (const pull of pulls) pull.abort();
  const layerUses = readLayerUses(file);
  expect(layerUses.map(({ model, toMs }) => [model, toMs === undefined])).toEqual([
    ["big:latest", false],
    ["big:latest", false],
    ["big:latest", expect.any(Boolean)],
    ["big:latest", expect.any(Boolean)],
  ]);
  expect(overlapsOf(layerUses)).toMatchObject([{ first: layerUses[2], second: layerUses[3] }]);
  await until(() => first.log.some((line) => /msg="downloading \w{12} in 1 3 MB part\(s\)"/.test(line)));
});

/** Begins a pull, and waits for a line that matches. Does not wait for the end. */
async function beginPull(
  standIn: StandIn,
  condition: (line: { readonly digest?: unknown; readonly completed?: unknown }) => boolean,
): Promise<AbortController> {
  const leave = new AbortController();
  let hasBegun = false;
  const follow = async (): Promise<void> => {
    for await (const line of pullLines(standIn, BIG, leave.signal)) hasBegun ||= condition(line);
  };
  void follow().catch(() => undefined);
  await until(() => hasBegun);
  return leave;
}

function partialsIn(models: string): readonly string[] {
  return readdirSync(join(models, "blobs")).filter((name) => name.includes("partial"));
}

function savedBytes(models: string): number {
  return partialsIn(models)
    .filter((name) => /-partial-\d+$/.test(name))
    .map((name) =>
      Number(/"Completed":(\d+)/.exec(readFileSync(join(models, "blobs", name), "utf8"))?.[1] ?? 0),
    )
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** Removes addresses and arguments, which differ in every run. */
function withoutAddresses(line: string): string {
  return line
    .replace(/\([^()]*\)$/, "(…)")
    .replace(/pc=0x[0-9a-f]+/, "pc=…")
    .replace(/^goroutine \d+/, "goroutine …");
}
