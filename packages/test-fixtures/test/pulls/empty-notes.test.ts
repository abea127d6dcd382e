import { expect, it } from "vitest";
import { registryModel } from "../../src/index.ts";
import { lastOf, openSystem, type System } from "../support/system.ts";
import { folderFor } from "../support/temporary.ts";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MB = 1_000_000;

async function openWithParts(dataDir: string): Promise<System> {
  const system = await openSystem(
    [registryModel("big", { downloadBytes: 4 * MB })],
    { dataDir, partSizes: { minBytes: MB, maxBytes: MB } },
    { bytesPerSecond: MB },
  );
  return system;
}

const notesIn = (dataDir: string): readonly string[] =>
  readdirSync(join(dataDir, "blobs"))
    .filter((name) => /-partial-\d+$/.test(name))
    .map((name) => join(dataDir, "blobs", name));

const emptyIn = (dataDir: string): readonly string[] =>
  notesIn(dataDir).filter((file) => readFileSync(file, "utf8") === "");

async function stopInMidPull({ pull, run, simulator }: System): Promise<void> {
  simulator.chances.stopEmptiesNote = 1;
  pull("big");
  await run(1500);
  await simulator.pause("SIGTERM");
  await simulator.resume();
}

it("a stop may leave an empty note, and every later pull ends with EOF", async () => {
  const dataDir = folderFor();
  const system = await openWithParts(dataDir);
  await stopInMidPull(system);
  expect(emptyIn(dataDir)).toHaveLength(1);
  for (const _ of [1, 2]) {
    const { lines } = await system.pullAll("big");
    expect(lines.map(({ line }) => line)).toEqual([{ status: "pulling manifest" }, { error: "EOF" }]);
  }
});

it("a mended note loses its part only", async () => {
  const dataDir = folderFor();
  const system = await openWithParts(dataDir);
  await stopInMidPull(system);
  for (const file of emptyIn(dataDir)) {
    const n = Number(file.slice(file.lastIndexOf("-") + 1));
    writeFileSync(file, `${JSON.stringify({ N: n, Offset: n * MB, Size: MB, Completed: 0 })}\n`);
  }
  expect(lastOf(await system.pullAll("big"))).toEqual({ status: "success" });
});

it("without the files of the layer, a pull begins anew", async () => {
  const dataDir = folderFor();
  const system = await openWithParts(dataDir);
  await stopInMidPull(system);
  for (const name of readdirSync(join(dataDir, "blobs"))) {
    if (name.includes("-partial")) rmSync(join(dataDir, "blobs", name));
  }
  expect(lastOf(await system.pullAll("big"))).toEqual({ status: "success" });
});

it("a note that was cut off ends every pull with `unexpected EOF`", async () => {
  const dataDir = folderFor();
  const system = await openWithParts(dataDir);
  system.simulator.chances.stopForgets = 0;
  system.pull("big");
  await system.run(1500);
  await system.simulator.pause();
  await system.simulator.resume();
  const [note = ""] = notesIn(dataDir);
  writeFileSync(note, readFileSync(note, "utf8").slice(0, 10));
  expect(lastOf(await system.pullAll("big"))).toEqual({ error: "unexpected EOF" });
});

it("the server may be killed while it writes a note", async () => {
  const dataDir = folderFor();
  const killed: string[] = [];
  const system = await openSystem(
    [registryModel("big", { downloadBytes: 4 * MB })],
    {
      dataDir,
      partSizes: { minBytes: MB, maxBytes: MB },
      chances: { noteKills: 1 },
      onKilled: () => void killed.push("killed"),
    },
    { bytesPerSecond: MB },
  );
  const client = system.pull("big");
  await system.run(1500);
  client.leave();
  await system.until(() => killed.length > 0);
  expect(emptyIn(dataDir).length).toBeGreaterThan(0);
  system.simulator.chances.noteKills = 0;
  await system.simulator.resume();
  expect(lastOf(await system.pullAll("big"))).toEqual({ error: "EOF" });
});
