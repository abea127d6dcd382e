import { readdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  openRegistry,
  openSimulator,
  registryModel,
  type Registry,
  type Simulator,
} from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { backupsIn } from "../../models/backups.ts";
import { deletionOf, freedWithManifest } from "../../models/freed-bytes.ts";
import type { ModelName } from "../../models/model-name.ts";
import type { ModelsFolder } from "../../models/models-folder.port.ts";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import { modelName } from "../../testing/index.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { httpOllamaApi } from "../ollama/http-ollama-api.ts";
import { modelFiles } from "./model-files.ts";

const VERSION = "0.40.0";
const transport = nodeTransport();

let home = "";
let registry: Registry;
let ollama: Simulator;
let api: OllamaApi;
let folder: ModelsFolder;
let charger: ModelName;

/** A model that Ollama 0.40 has converted. */
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "paddock-conversion-"));
  registry = await openRegistry({
    models: [registryModel("stable/charger", { downloadBytes: 300_000, needsConversion: true })],
  });
  ollama = await openSimulator({ version: VERSION, dataDir: home, loadMs: 1, conversionMs: 1 });
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: ollama.port };
  api = httpOllamaApi({ endpoint, transport, longTransport: transport });
  const logger = { info: () => {}, warn: () => {} };
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: home }), logger });
  folder = (await files.locate({ isOurs: true, blobFiles: [] }))!;
  charger = modelName(`${registry.host}/stable/charger`);
  await lastValueFrom(api.pull(charger, { insecure: true }));
  await lastValueFrom(api.load(charger, "/api/generate"));
  await vi.waitFor(async () => expect(backupsIn((await folder.store()).tags, VERSION)).toHaveLength(1));
});
afterEach(async () => {
  await Promise.all([ollama.close(), registry.close()]);
  await rm(home, { recursive: true });
});

/** Sizes by digest of the blobs that are there. */
const blobs = (): ReadonlyMap<string, number> =>
  new Map(
    readdirSync(path.join(home, "blobs")).map((name) => [
      name.replace("-", ":"),
      statSync(path.join(home, "blobs", name)).size,
    ]),
  );

/** The bytes that go with an action of Ollama. */
async function freedBy(work: () => Promise<unknown>): Promise<number> {
  const before = blobs();
  await work();
  const after = blobs();
  return [...before].reduce((sum, [digest, size]) => sum + (after.has(digest) ? 0 : size), 0);
}

async function promisedFor(model: ModelName): Promise<number> {
  return folder.sizeOf(deletionOf((await folder.store()).tags, model, VERSION)!.freed);
}

it("deleting a converted model, and then what it left behind, frees what was promised", async () => {
  for (let left = 2; left > 0; left--) {
    const { tags } = await folder.store();
    const model = left === 2 ? charger : tags[0]!.name;
    const promised = await promisedFor(model);
    expect(promised).toBeGreaterThan(300_000);
    expect(await freedBy(() => firstValueFrom(api.delete(model)))).toBe(promised);
  }
  expect((await folder.store()).tags).toEqual([]);
});

it("deleting the backup frees what was promised, and the model stays", async () => {
  const { tags } = await folder.store();
  const [{ digest, models } = { digest: "", models: [] }] = backupsIn(tags, VERSION);
  expect(models).toEqual([charger]);
  const promised = await folder.sizeOf(freedWithManifest(tags, digest, VERSION)!);
  expect(promised).toBeGreaterThan(300_000);
  const list = await folder.sizeOf(tags.flatMap((tag) => (tag.layout === "v2" ? [tag.digest] : [])));
  const freed = await freedBy(() => firstValueFrom(api.deleteManifest(digest.replace("sha256:", ""))));
  expect(freed).toBe(promised + list); // the list is written anew
  expect(backupsIn((await folder.store()).tags, VERSION)).toEqual([]);
  await firstValueFrom(api.load(charger, "/api/generate"));
});
