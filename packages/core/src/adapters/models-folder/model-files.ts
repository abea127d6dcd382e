import { lstat, readdir, readFile, rm, stat, statfs } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { parseModelName, type ModelName } from "../../models/model-name.ts";
import type { PullLayer } from "../../downloads/pull-progress.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { FolderHint, ModelFiles, ModelsFolder } from "../../models/models-folder.port.ts";
import { parseJson } from "../ollama/http-answer.ts";
import { layersOf, manifestSchema } from "../registry/registry-schemas.ts";

type ModelFilesOptions = {
  /** The environment of an Ollama that we start. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
};

const BLOB = /^sha256-[0-9a-f]{64}$/;
/**
 * A safetensors layer has one `.tmp` file; any other layer has one `-partial` file and one for each part
 * (docs/ollama.md §3).
 */
const PARTIAL = /^(sha256-[0-9a-f]{64})(?:-partial(?:-\d+)?|\.tmp)$/;

/** Ollama's models folder and public key on this machine (docs/ollama.md §3). */
export function modelFiles({ environment, logger }: ModelFilesOptions): ModelFiles {
  const home = (): string => environment()["HOME"] ?? environment()["USERPROFILE"] ?? homedir();
  const ollamaHome = (): string => path.join(home(), ".ollama");

  async function pathOf({ isOurs, blobFiles }: FolderHint): Promise<string | undefined> {
    if (isOurs) return unquoted(environment()["OLLAMA_MODELS"]) || path.join(ollamaHome(), "models");
    for (const file of blobFiles) {
      const isBlob = path.isAbsolute(file) && BLOB.test(path.basename(file));
      if (isBlob && (await isFile(file))) return path.dirname(path.dirname(file));
    }
    return undefined;
  }

  return {
    async locate(hint) {
      const folder = await pathOf(hint);
      return folder === undefined ? undefined : modelsFolder(folder, logger);
    },
    async publicKey(hint) {
      const models = await pathOf(hint);
      const folder = hint.isOurs ? ollamaHome() : models && path.dirname(models);
      const text = folder && (await orUndefined(readFile(path.join(folder, "id_ed25519.pub"), "utf8")));
      const key = text?.trim();
      return key && /^ssh-ed25519 [A-Za-z0-9+/=]+( .*)?$/.test(key) ? key : undefined;
    },
  };
}

function modelsFolder(folder: string, logger: Logger): ModelsFolder {
  const blobs = path.join(folder, "blobs");

  /** Only regular files whose names Ollama uses while it downloads a layer (docs/ollama.md §3). */
  async function partialsOf(digests: readonly string[]): Promise<readonly { file: string; bytes: number }[]> {
    const names = new Set(
      digests.map((digest) => digest.replace(":", "-")).filter((name) => BLOB.test(name)),
    );
    const found = ((await orUndefined(readdir(blobs))) ?? []).filter((file) => {
      const [, name = ""] = PARTIAL.exec(file) ?? [];
      return names.has(name);
    });
    const files = await Promise.all(
      found.map(async (name) => {
        const file = path.join(blobs, name);
        const stats = await orUndefined(lstat(file));
        return stats?.isFile() === true ? [{ file, bytes: bytesOnDisk(stats) }] : [];
      }),
    );
    return files.flat();
  }

  return {
    path: folder,
    async freeBytes() {
      const { bavail, bsize } = await statfs(await nearestExisting(folder));
      return bavail * bsize;
    },
    installed: () => readManifests(path.join(folder, "manifests"), logger),
    async partialBytes(digests) {
      return sum(await partialsOf(digests));
    },
    async forgetPartials(digests) {
      const partials = await partialsOf(digests);
      for (const { file } of partials) {
        logger.info(`delete ${file}`);
        await rm(file);
      }
      return sum(partials);
    },
  };
}

/** Reads every `manifests/HOST/NAMESPACE/MODEL/TAG`. */
async function readManifests(
  folder: string,
  logger: Logger,
): Promise<ReadonlyMap<ModelName, readonly PullLayer[]>> {
  const entries = (await orUndefined(readdir(folder, { recursive: true, withFileTypes: true }))) ?? [];
  const models = new Map<ModelName, readonly PullLayer[]>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const [host, namespace, model, tag] = path.relative(folder, file).split(path.sep);
    const name = tag === undefined ? undefined : parseModelName(`${host}/${namespace}/${model}:${tag}`);
    if (!name) continue;
    try {
      models.set(name, layersOf(parseJson(manifestSchema, file, await readFile(file, "utf8"))));
    } catch (error) {
      logger.warn(`${file} cannot be read: ${String(error)}`); // Ollama skips it too (docs/ollama.md §1.2)
    }
  }
  return models;
}

/** Ollama trims an environment variable and then removes quotes around it (docs/ollama.md §3). */
const unquoted = (value = ""): string => value.trim().replace(/^["']+|["']+$/g, "");

type Sized = { readonly bytes: number };

const sum = (files: readonly Sized[]): number => files.reduce((total, { bytes }) => total + bytes, 0);

/** An unfinished layer is a sparse file of its full length (docs/ollama.md §2.5), so its size says nothing. */
const bytesOnDisk = ({ blocks, size }: { readonly blocks: number; readonly size: number }): number =>
  blocks > 0 ? Math.min(size, blocks * 512) : 0;

const isFile = async (file: string): Promise<boolean> => (await orUndefined(stat(file)))?.isFile() === true;

/** A folder that does not exist yet will be on the disk of its parent. */
async function nearestExisting(folder: string): Promise<string> {
  const parent = path.dirname(folder);
  return (await orUndefined(stat(folder))) || parent === folder ? folder : nearestExisting(parent);
}

const orUndefined = <Value>(value: Promise<Value>): Promise<Value | undefined> =>
  value.catch(() => undefined);
