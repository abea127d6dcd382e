import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import {
  openSimulator,
  simulatedModel,
  type Fault,
  type ModelTraits,
  type Simulator,
} from "@paddock/test-fixtures";
import { defer, EMPTY, filter, firstValueFrom, lastValueFrom, of, toArray } from "rxjs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { watchSend, type SendPorts, type SendReport } from "../../sending/watch-send.source.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
import { modelName } from "../../testing/index.ts";
import { serve } from "../../testing/serving.ts";
import { nodeTransport } from "../http/node-transport.ts";
import { undiciTransport } from "../http/undici-transport.ts";
import { modelFiles } from "../models-folder/model-files.ts";
import { systemClock } from "../system/system-clock.ts";
import { httpOllamaApi } from "./http-ollama-api.ts";

const transport = nodeTransport();
const longTransport = undiciTransport();
afterAll(() => [transport, longTransport].forEach((one) => one.close()));

let folder = "";
let sourceVersion = "";
const opened: Simulator[] = [];
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "paddock-send-"))));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  await rm(folder, { recursive: true });
});

const open = async (options: Parameters<typeof openSimulator>[0]): Promise<Simulator> => {
  const simulator = await openSimulator(options);
  opened.push(simulator);
  return simulator;
};

const weightsOf = (bytes: number): Buffer => Buffer.concat([Buffer.from("GGUF"), Buffer.alloc(bytes, "x")]);
const digestOf = (bytes: Buffer | string): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** An Ollama on this machine with a model of its own, whose files are on the disk. */
async function openSource(version: string, content = weightsOf(3_000_000), traits: ModelTraits = {}) {
  const weights = { digest: digestOf(content), sizeBytes: content.length };
  const model = simulatedModel("mine:latest", {
    weights,
    template: "{{ .Prompt }}",
    system: "Be calm.",
    license: "MIT",
    ...traits,
  });
  sourceVersion = version;
  const simulator = await open({ version, dataDir: folder });
  simulator.install(model);
  await mkdir(path.join(folder, "blobs"), { recursive: true });
  for (const { digest, text } of model.layers)
    await writeFile(path.join(folder, "blobs", digest.replace(":", "-")), text ?? content);
  return { model, weights };
}

/** An Ollama that gets the model. */
async function openTarget(options: Parameters<typeof openSimulator>[0] = {}) {
  const simulator = await open(options);
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: simulator.port };
  const api = httpOllamaApi({ endpoint, transport, longTransport });
  const files = modelFiles({
    environment: () => ({ OLLAMA_MODELS: folder }),
    logger: { info: () => {}, warn: () => {} },
  });
  const ports: SendPorts = {
    api,
    clock: systemClock,
    version: () => simulator.version,
    async source() {
      const found = await files.locate({ isOurs: true, blobFiles: [] });
      return found && { folder: found, version: sourceVersion };
    },
  };
  const model = modelName("mine");
  const send = (): Promise<readonly SendReport[]> =>
    lastValueFrom(watchSend(ports, { model }).pipe(toArray()));
  const failure = async (): Promise<Failure> =>
    send().then(
      () => expect.unreachable("it should fail"),
      (error: unknown) => toFailure(error),
    );
  return { simulator, ports, model, send, failure };
}

const isCompared = (report: SendReport): boolean => report.type === "compared";
const UPLOAD = "POST /api/blobs/:digest";

describe("a model of an Ollama on this machine", () => {
  it.each([
    ["0.12.11", "0.12.11"],
    ["0.12.11", "0.24.0"],
    ["0.40.0", "0.40.0"],
    ["0.24.0", "0.40.0"],
  ])("arrives with its layers (%s to %s), and the difference is said", async (from, to) => {
    const { model, weights } = await openSource(from);
    const { simulator, send } = await openTarget({ version: to });
    const reports = await send();
    const [arrived] = simulator.models;
    expect(arrived).toMatchObject({ name: "mine:latest", template: "{{ .Prompt }}", system: "Be calm." });
    const digests = arrived?.layers.map(({ digest }) => digest);
    for (const { kind, digest } of model.layers) if (kind !== "config") expect(digests).toContain(digest);
    expect(digests).toContain(weights.digest);
    expect(reports[0]).toEqual({ type: "sized", layers: [weights] });
    const last = reports.findLast(({ type }) => type === "progressed");
    expect(last).toMatchObject({ progress: { doneBytes: weights.sizeBytes, share: 1, step: "writing" } });
    expect(reports.filter(isCompared)).toEqual(
      arrived?.digest === model.digest ? [] : [{ type: "compared", difference: "configuration" }],
    );
  });

  it("arrives with other weights where Ollama rewrites them, which is said", async () => {
    await openSource("0.33.0-rc2");
    const { send } = await openTarget({ version: "0.33.0-rc2" });
    expect((await send()).filter(isCompared)).toEqual([{ type: "compared", difference: "weights" }]);
  });

  it("is sent from its beginning after a broken upload, and not again once it is there", async () => {
    const { weights } = await openSource("0.24.0", weightsOf(60_000_000));
    const { simulator, ports, model, send } = await openTarget({ version: "0.24.0" });
    const begun = await firstValueFrom(
      watchSend(ports, { model }).pipe(
        filter((report) => report.type === "progressed" && report.progress.doneBytes > 0),
      ),
    );
    expect(begun).not.toMatchObject({ progress: { doneBytes: weights.sizeBytes } });
    expect(simulator.models).toEqual([]);
    await send();
    expect(simulator.models.map(({ name }) => name)).toEqual(["mine:latest"]);
    expect(simulator.requestCount(UPLOAD)).toBe(2);
    await send();
    expect(simulator.requestCount(UPLOAD)).toBe(2);
  });

  it.each([
    [{ diskBytes: 1_000_000 }, { kind: "disk-full" }],
    [{ version: "0.13.0" }, { kind: "needs-newer-ollama", required: "0.14.0" }],
  ])("is refused in words: %o", async (options, expected) => {
    await openSource("0.24.0", undefined, { requires: "0.14.0" });
    const { simulator, failure } = await openTarget(options);
    expect(await failure()).toEqual(expected);
    expect(simulator.models).toEqual([]);
  });

  it.each<[Fault, string]>([
    [{ kind: "unauthorised", body: "empty" }, "forbidden"],
    [{ kind: "status500", error: "write /m/blobs/sha256-1: no space left on device" }, "disk-full"],
    [{ kind: "status500", error: "open /m/blobs/sha256-1: permission denied" }, "folder-unwritable"],
  ])("is refused in words where the upload is: %o", async (fault, kind) => {
    await openSource("0.24.0", weightsOf(1_000));
    const { simulator, failure } = await openTarget();
    simulator.faults.set(fault, UPLOAD);
    expect((await failure()).kind).toBe(kind);
  });

  it("is not sent if a file of it is missing, damaged or out of reach", async () => {
    const { weights } = await openSource("0.24.0");
    const { simulator, ports, model, failure } = await openTarget();
    const file = path.join(folder, "blobs", weights.digest.replace(":", "-"));
    await writeFile(file, weightsOf(2_000));
    expect(await failure()).toEqual({ kind: "source-damaged" });
    await rm(file);
    expect(await failure()).toEqual({ kind: "source-missing", file: weights.digest });
    await symlink("/etc/hostname", file);
    expect(await failure()).toEqual({ kind: "source-missing", file: weights.digest });
    await rm(file);
    const system = path.join(folder, "blobs", digestOf("Be calm.").replace(":", "-"));
    await writeFile(system, "Be rude.");
    expect(await failure()).toEqual({ kind: "source-damaged" });
    await rm(path.join(folder, "manifests"), { recursive: true });
    expect(await failure()).toEqual({ kind: "source-missing" });
    const nowhere = watchSend({ ...ports, source: () => Promise.resolve(undefined) }, { model });
    await expect(lastValueFrom(nowhere)).rejects.toMatchObject({ failure: { kind: "source-out-of-reach" } });
    expect(simulator.models).toEqual([]);
  });
});

describe("a layer whose file is replaced after it was found", () => {
  const openLayer = async (content: Buffer) => {
    const { weights } = await openSource("0.24.0", content);
    const { simulator, ports } = await openTarget();
    const source = await ports.source();
    const blob = await source?.folder.openBlob(weights.digest);
    const file = path.join(folder, "blobs", weights.digest.replace(":", "-"));
    const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port: simulator.port };
    return { file, digest: weights.digest, blob: blob!, endpoint, simulator };
  };

  it.skipIf(process.platform === "win32")("is not read through a link, nor from a pipe", async () => {
    const { file, blob } = await openLayer(weightsOf(1_000));
    const read = async (): Promise<unknown> => {
      for await (const bytes of blob.bytes()) return bytes;
      return undefined;
    };
    expect(await read()).toBeInstanceOf(Uint8Array);
    await rm(file);
    await writeFile(path.join(folder, "secret"), "of the person");
    await symlink(path.join(folder, "secret"), file);
    await expect(read()).rejects.toMatchObject({ failure: { kind: "source-missing" } });
    await rm(file);
    execFileSync("mkfifo", [file]);
    await expect(read()).rejects.toMatchObject({ failure: { kind: "source-missing" } });
  });

  it.each([
    ["longer", (file: string) => appendFile(file, "more")],
    ["shorter", (file: string) => truncate(file, 500)],
  ])("is damaged where it has become %s, by each transport", async (_how, change) => {
    const { file, digest, blob, endpoint, simulator } = await openLayer(weightsOf(1_000));
    await change(file);
    for (const one of [transport, longTransport]) {
      const api = httpOllamaApi({ endpoint, transport: one, longTransport: one });
      await expect(lastValueFrom(api.sendBlob(digest, blob))).rejects.toMatchObject({
        failure: { kind: "source-damaged" },
      });
    }
    expect(simulator.models).toEqual([]);
  });
});

it.each([
  ["short", transport],
  ["long", longTransport],
])("a large layer is read only as fast as the server takes it (%s transport)", async (_name, one) => {
  const sizeBytes = 100_000_000;
  let [readBytes, receivedBytes, mostAhead] = [0, 0, 0];
  await using server = await serve((request, response) => {
    request.on("data", (piece: Uint8Array) => {
      receivedBytes += piece.length;
      mostAhead = Math.max(mostAhead, readBytes - receivedBytes);
    });
    request.on("end", () => response.writeHead(201).end());
  });
  const { port } = server;
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port };
  const api = httpOllamaApi({ endpoint, transport: one, longTransport: one });
  async function* bytes(): AsyncIterable<Uint8Array> {
    for (const part = new Uint8Array(1_000_000); readBytes < sizeBytes; readBytes += part.length) yield part;
  }
  await lastValueFrom(api.sendBlob(digestOf("large"), { sizeBytes, bytes }));
  expect(mostAhead).toBeLessThan(sizeBytes / 2);
});

it("a layer that a server says it has taken, and has not, is not created of", async () => {
  await openSource("0.24.0", weightsOf(1_000));
  const { ports, model } = await openTarget();
  const created: unknown[] = [];
  const api: SendPorts["api"] = {
    ...ports.api,
    hasBlob: () => of(false),
    sendBlob: () => EMPTY,
    create: (recipe) =>
      defer(() => {
        created.push(recipe);
        return EMPTY;
      }),
  };
  await expect(lastValueFrom(watchSend({ ...ports, api }, { model }))).rejects.toMatchObject({
    failure: { kind: "cut-off" },
  });
  expect(created).toEqual([]);
});
