import { wait } from "../clock.ts";
import { blobName } from "./blobs/blob-names.ts";
import type { InstalledModel } from "./library.ts";
import { parseDigestName } from "./library/digest-name.ts";
import { configLayer } from "./model/config-layer.ts";
import { digestOf, type SimulatedLayer } from "./model/layers.ts";
import { asChild } from "./model/lists.ts";
import type { SimulatedModel } from "./model/simulated-model.ts";
import type { Ollama } from "./ollama.ts";
import { toError } from "./pull/errors.ts";

/** Converts a model behind the request that loads it (0.40.0 to 0.40.2). That request is served by the model as it is. */
export function convertBehind(model: InstalledModel, ollama: Ollama): void {
  if (ollama.conversion !== "behind" || !isDue(model, ollama)) return;
  begin(model, ollama).catch((error: unknown) => {
    const reason = JSON.stringify(toError(error).message);
    ollama.log("local compatibility migration failed", `model=${model.name} error=${reason}`);
  });
}

/** Converts a model before it is loaded (later versions). A client that leaves does not stop the conversion. */
export async function convertFirst(model: InstalledModel, ollama: Ollama): Promise<InstalledModel> {
  if (ollama.conversion === "behind" || !isDue(model, ollama)) return model;
  await begin(model, ollama);
  const converted = ollama.library.find(model.name);
  if (converted !== undefined && converted.digest !== model.digest) return converted;
  throw new Error("insufficient disk space for local compat migration");
}

function isDue(model: InstalledModel, { has }: Ollama): boolean {
  const isOriginal = model.needsConversion === true && (model.runner ?? "ggml") === "ggml";
  return has("manifestLists") && isOriginal && parseDigestName(model.name) === undefined;
}

/** Joins a conversion of this name that is running. */
function begin(model: InstalledModel, ollama: Ollama): Promise<void> {
  const { conversions } = ollama;
  const running =
    conversions.get(model.name) ?? convert(model, ollama).finally(() => conversions.delete(model.name));
  conversions.set(model.name, running);
  return running;
}

async function convert(model: InstalledModel, ollama: Ollama): Promise<void> {
  const { clock, conversionMs, disk, library, log, process } = ollama;
  const required = Math.floor((weightsOf(model)?.sizeBytes ?? 0) * 1.25) + HEADROOM_BYTES;
  if (disk.freeBytes < required) {
    log(
      "skipping local compat migration due to disk headroom",
      `model=${model.name} available_bytes=${disk.freeBytes} required_bytes=${required}`,
    );
    return;
  }
  log("starting local compat GGUF migration", `model=${model.name} required_bytes=${required}`);
  const startedAtMs = clock.now();
  await wait(clock, conversionMs, process.exitSignal);
  if (process.exitSignal.aborted || library.find(model.name)?.digest !== model.digest) return;
  const converted = convertedFrom(model);
  for (const layer of converted.layers) store(layer, ollama);
  if (ollama.conversion === "first") library.replaceByChild(model.name, converted);
  else library.putConverted(model.name, asChild(model, "ggml"), converted);
  const duration = `duration=${clock.now() - startedAtMs}ms`;
  log("completed local compat GGUF migration", `model=${model.name} ${duration}`);
}

const HEADROOM_BYTES = 512 * 1_048_576;

function convertedFrom(model: SimulatedModel): SimulatedModel {
  const { needsConversion: _, ...rest } = model;
  const layers = model.layers.map((layer): SimulatedLayer => {
    if (layer.kind === "config") return configLayer(rest);
    if (layer.kind !== "model") return { ...layer, from: model.name };
    return { kind: "model", digest: digestOf(`converted ${layer.digest}`), sizeBytes: layer.sizeBytes + 128 };
  });
  const sizeBytes = layers.reduce((sum, layer) => sum + layer.sizeBytes, 0);
  return asChild({ ...rest, layers, sizeBytes }, "llamacpp");
}

/** The file of the weights has no content, but takes its space. */
function store({ digest, sizeBytes, text }: SimulatedLayer, { disk, process }: Ollama): void {
  const name = blobName(digest);
  if (process.folder.find(name) !== undefined) return;
  if (text !== undefined) return process.folder.write(name, text);
  process.folder.open(name, sizeBytes).close();
  disk.freeBytes -= sizeBytes;
}

function weightsOf({ layers }: SimulatedModel): SimulatedLayer | undefined {
  return layers.find(({ kind }) => kind === "model");
}
