import { lstat, readFile } from "node:fs/promises";
import * as path from "node:path";
import { trimmedValue } from "../../environment/variables.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { FolderHint } from "../../models/folder-hint.ts";
import type { ModelFiles, ModelsFolder } from "../../models/models-folder.port.ts";
import { homeFolder } from "../system/home-folder.ts";
import { blobFiles, freedBytes } from "./blob-files.ts";
import { BLOB, blobOfDigest, isFile, nearestExisting, orUndefined } from "./disk.ts";
import { cloneFile } from "./clone-file.ts";
import { manifestText, readModelStore } from "./model-store-files.ts";
import { partialFiles } from "./partial-files.ts";
import { openBlob, textOfBlob } from "./read-blob.ts";
import { diskSpaceAt } from "../system/disk-space.ts";

type ModelFilesOptions = {
  /** The environment of an Ollama that we start. */
  readonly environment: () => Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
};

/** Ollama's models folder and public key on this machine (docs/ollama.md §3). */
export function modelFiles({ environment, logger }: ModelFilesOptions): ModelFiles {
  const ollamaHome = (): string => path.join(homeFolder(environment()), ".ollama");

  async function pathOf({ isOurs, blobFiles }: FolderHint): Promise<string | undefined> {
    if (isOurs)
      return trimmedValue(environment()["OLLAMA_MODELS"] ?? "") || path.join(ollamaHome(), "models");
    for (const file of blobFiles) {
      const isBlob = path.isAbsolute(file) && BLOB.test(path.basename(file));
      if (isBlob && (await isFile(file))) return path.dirname(path.dirname(file));
    }
    return undefined;
  }

  return {
    async locate(hint) {
      const folder = await pathOf(hint);
      return folder === undefined ? undefined : modelsFolder(path.resolve(folder), logger);
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
  return {
    path: folder,
    freeBytes: async () => (await diskSpaceAt(await nearestExisting(folder))).freeBytes,
    store: () => readModelStore(folder, logger),
    async sizeOf(digests) {
      const sizes = await Promise.all(digests.map((digest) => freedWith(digest, blobs)));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    openBlob: (digest) => openBlob(blobs, digest),
    textOf: (digest) => textOfBlob(blobs, digest),
    manifestText: (digest) => manifestText(folder, digest, logger),
    clone: (file) => cloneFile(blobs, file, logger),
    ...partialFiles(blobs, logger),
    ...blobFiles(blobs, logger),
  };
}

/** The bytes that deleting a blob frees: none if it is only a link, or if another file shares its content. */
async function freedWith(digest: string, blobs: string): Promise<number> {
  const name = blobOfDigest(digest);
  const stats = name === undefined ? undefined : await orUndefined(lstat(path.join(blobs, name)));
  return stats?.isFile() === true ? freedBytes(stats) : 0;
}
