import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { openSimulator, type Simulator } from "@paddock/test-fixtures";
import { firstValueFrom, lastValueFrom, toArray } from "rxjs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { watchImport } from "../../model-files/watch-import.source.ts";
import type { ModelFilesHere } from "../../model-files/model-files.port.ts";
import type { ModelsFolder } from "../../models/models-folder.port.ts";
import { modelName } from "../../testing/index.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { modelFilesHere } from "../model-files/model-files-here.ts";
import { modelFiles } from "../models-folder/model-files.ts";
import { systemClock } from "../system/system-clock.ts";
import { httpOllamaApi } from "./http-ollama-api.ts";

const transport = nodeTransport();
afterAll(() => transport.close());

let home = "";
let simulator: Simulator;
beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), "paddock-import-")));
  await mkdir(path.join(home, "models", "blobs"), { recursive: true });
  simulator = await openSimulator({ version: "0.24.0", dataDir: path.join(home, "models") });
});
afterEach(async () => {
  await simulator.close();
  await rm(home, { recursive: true });
});

const logger = { info: () => {}, warn: () => {} };
const here = modelFilesHere({ environment: () => ({ HOME: home }), logger });
const model = modelName("gemma:q4");
const ggufOf = (letter: string, more = 3_000_000): Buffer =>
  Buffer.concat([Buffer.from("GGUF\x03\0\0\0"), Buffer.alloc(more, letter)]);
const digestOf = (bytes: Buffer): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
async function put(name: string, content: Buffer): Promise<string> {
  await writeFile(path.join(home, name), content);
  return path.join(home, name);
}
async function located(name = "models"): Promise<ModelsFolder> {
  const models = path.join(home, name);
  await mkdir(path.join(models, "blobs"), { recursive: true });
  const files = modelFiles({ environment: () => ({ OLLAMA_MODELS: models }), logger });
  return (await files.locate({ isOurs: true, blobFiles: [] }))!;
}

function importing(
  origin: { file: string; projector?: string },
  folder?: ModelsFolder,
  files: ModelFilesHere = here,
) {
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: simulator.port };
  const api = httpOllamaApi({ endpoint, transport, longTransport: transport });
  const ports = {
    api,
    clock: systemClock,
    version: () => "0.24.0",
    modelFiles: files,
    folder: () => Promise.resolve(folder),
  };
  return watchImport(ports, { model, origin: { label: "x", ...origin } });
}

describe("a GGUF file", () => {
  it("becomes a model, with one bar that only goes forward", async () => {
    const [weights, vision] = [ggufOf("w"), ggufOf("v", 1_000_000)];
    const file = await put("gemma.gguf", weights);
    const projector = await put("mmproj.gguf", vision);
    const reports = await lastValueFrom(importing({ file, projector }).pipe(toArray()));
    const [made] = simulator.models;
    expect(made?.name).toBe("gemma:q4");
    expect(made?.layers.map(({ digest }) => digest)).toEqual(
      expect.arrayContaining([digestOf(weights), digestOf(vision)]),
    );
    const shares = reports.flatMap((one) => (one.type === "progressed" ? [one.progress.share ?? 0] : []));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(reports.map(({ type }) => type)).not.toContain("compared");
  });

  it("is refused if it has become something else since it was chosen", async () => {
    const file = await put("gemma.gguf", Buffer.from("to buy: milk"));
    await expect(lastValueFrom(importing({ file }))).rejects.toMatchObject({
      failure: { kind: "no-model-file" },
    });
    expect(simulator.models).toEqual([]);
  });

  it("is damaged if it changes between its digest and its upload", async () => {
    const file = await put("gemma.gguf", ggufOf("w"));
    const changing = {
      ...here,
      async open(path: string) {
        const source = await here.open(path);
        return { ...source, bytes: () => (writeFileSync(path, ggufOf("v")), source.bytes()) };
      },
    };
    await expect(lastValueFrom(importing({ file }, undefined, changing))).rejects.toMatchObject({
      failure: { kind: "file-damaged" },
    });
    expect(simulator.models).toEqual([]);
  });

  it("leaves no draft in the models folder if it is cancelled", async () => {
    const file = await put("gemma.gguf", ggufOf("w", 30_000_000));
    const folder = await located();
    await firstValueFrom(importing({ file }, folder));
    await expect.poll(() => readdir(path.join(home, "models", "blobs"))).toEqual([]);
  });
});

describe("an exported model", () => {
  it("becomes a model of the name that the person gives it", async () => {
    const folder = await located("models of another machine");
    const weights = ggufOf("w");
    const [config, template] = [Buffer.from(`{"renderer":"r"}`), Buffer.from("{{.Prompt}}")];
    const layer = (kind: string, bytes: Buffer) => ({
      mediaType: `application/vnd.ollama.image.${kind}`,
      digest: digestOf(bytes),
      size: bytes.length,
    });
    for (const bytes of [weights, config, template])
      await writeFile(path.join(folder.path, "blobs", digestOf(bytes).replace(":", "-")), bytes);
    const manifest = JSON.stringify({
      config: { digest: digestOf(config), size: config.length },
      layers: [layer("model", weights), layer("template", template)],
    });
    const to = path.join(home, "gemma.ollama.tar");
    const blobs = [weights, template, config].map(digestOf);
    await lastValueFrom(here.write({ from: folder, model: modelName("user/gemma"), manifest, blobs, to }));
    await lastValueFrom(importing({ file: to }));
    expect(simulator.models).toMatchObject([{ name: "gemma:q4", template: "{{.Prompt}}" }]);
    expect(simulator.models[0]?.layers.map(({ digest }) => digest)).toContain(digestOf(weights));
  });
});
