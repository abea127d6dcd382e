import { readdir } from "node:fs/promises";
import * as path from "node:path";
import { parseModelName, type ModelName } from "../../models/model-name.ts";
import type { ModelStore, StoredManifest, StoredTag } from "../../models/model-store.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { LAYOUTS } from "./disk.ts";
import { isNoManifest, parseManifest, readManifestBlob, readTag } from "./manifest-files.ts";

/** Reads the tags of both layouts. Those that Ollama cannot read either are left out. */
export async function readModelStore(folder: string, logger: Logger): Promise<ModelStore> {
  const parts = await Promise.all(
    LAYOUTS.map(async ({ layout, directory }): Promise<ModelStore> => {
      const found = await tagFilesIn(path.join(folder, directory), logger);
      const read = await Promise.all(
        found.files.map(async ({ name, file }): Promise<ModelStore> => {
          try {
            const { isWhole, ...what } = await readNamed(file, path.join(folder, "blobs"), logger);
            return { tags: [{ name, layout, ...what }], isWhole };
          } catch (error) {
            logger.warn(`${file} cannot be read: ${String(error)}`);
            return { tags: [], isWhole: isNoManifest(error) }; // Ollama skips such a file (docs/ollama.md §1.2)
          }
        }),
      );
      return joined([{ tags: [], isWhole: found.isWhole }, ...read]);
    }),
  );
  return joined(parts);
}

const joined = (parts: readonly ModelStore[]): ModelStore => ({
  tags: parts.flatMap(({ tags }) => tags),
  isWhole: parts.every(({ isWhole }) => isWhole),
});

type TagFile = { readonly name: ModelName; readonly file: string };

/** Every `HOST/NAMESPACE/MODEL/TAG`. Linked folders are not entered. */
async function tagFilesIn(
  folder: string,
  logger: Logger,
): Promise<{ readonly files: readonly TagFile[]; readonly isWhole: boolean }> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .map((entry) => ({ entry, file: path.join(entry.parentPath, entry.name) }))
      .toSorted((a, b) => (a.file < b.file ? -1 : 1));
    const depthOf = (file: string): number => path.relative(folder, file).split(path.sep).length;
    return {
      files: paths.flatMap(({ entry, file }) => {
        const name = entry.isDirectory() ? undefined : nameOf(path.relative(folder, file));
        return name === undefined ? [] : [{ name, file }];
      }),
      isWhole: !paths.some(({ entry, file }) => entry.isSymbolicLink() && depthOf(file) < 4),
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return { files: [], isWhole: true };
    logger.warn(`${folder} cannot be read: ${String(error)}`);
    return { files: [], isWhole: false };
  }
}

/** In `manifests-v2/`, the colon before a port is written as `%3A`. */
function nameOf(relative: string): ModelName | undefined {
  const [host = "", namespace, model, tag, ...more] = relative.split(path.sep);
  if (tag === undefined || more.length > 0) return undefined;
  return parseModelName(`${host.replaceAll(/%3a/gi, ":")}/${namespace}/${model}:${tag}`);
}

/** What a tag names, and the manifests of it that are here; not whole if one of these cannot be read. */
async function readNamed(
  file: string,
  blobs: string,
  logger: Logger,
): Promise<Pick<StoredTag, "digest" | "manifests"> & Pick<ModelStore, "isWhole">> {
  const named = await readTag(file, blobs);
  const parsed = parseManifest(named);
  if (parsed.kind === "manifest")
    return { digest: named.digest, manifests: [parsed.manifest], isWhole: true };
  let isWhole = true;
  const children = await Promise.all(
    parsed.children.map(async (child): Promise<readonly StoredManifest[]> => {
      try {
        const read = parseManifest(await readManifestBlob(child.digest, blobs));
        return read.kind === "manifest" ? [{ ...read.manifest, ...child }] : [];
      } catch (error) {
        if (isNoManifest(error)) return []; // it need not be here
        logger.warn(`${child.digest} cannot be read: ${String(error)}`);
        isWhole = false;
        return [];
      }
    }),
  );
  return { digest: named.digest, manifests: children.flat(), isWhole };
}
