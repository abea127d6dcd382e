import { readdir } from "node:fs/promises";
import * as path from "node:path";
import { parseModelName, type ModelName } from "../../models/model-name.ts";
import type { ModelStore, StoredManifest, StoredTag } from "../../models/model-store.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { LAYOUTS, orUndefined } from "./disk.ts";
import {
  isMissing,
  isNoManifest,
  parseManifest,
  readManifestBlob,
  readTag,
  type ListedChild,
} from "./manifest-files.ts";

/** Reads the tags of both layouts. Those that Ollama cannot read either are left out. */
export async function readModelStore(folder: string, logger: Logger): Promise<ModelStore> {
  const parts = await Promise.all(
    LAYOUTS.map(async ({ layout, directory }): Promise<ModelStore> => {
      const found = await tagFilesIn(path.join(folder, directory), logger);
      const read = await Promise.all(
        found.files.map(async ({ name, file }): Promise<ModelStore> => {
          try {
            const { isWhole, hasUnknown, ...what } = await readNamed(
              file,
              path.join(folder, "blobs"),
              logger,
            );
            return { tags: [{ name, layout, ...what }], isWhole, ...(hasUnknown && { hasUnknown }) };
          } catch (error) {
            logger.warn(`${file} cannot be read: ${String(error)}`);
            return { tags: [], isWhole: isNoManifest(error), hasUnknown: true }; // Ollama skips such a file (docs/ollama.md §1.2)
          }
        }),
      );
      const { isWhole, hasUnnamed } = found;
      return joined([{ tags: [], isWhole, ...(hasUnnamed && { hasUnknown: true }) }, ...read]);
    }),
  );
  return joined(parts);
}

const joined = (parts: readonly ModelStore[]): ModelStore => ({
  tags: parts.flatMap(({ tags }) => tags),
  isWhole: parts.every(({ isWhole }) => isWhole),
  ...(parts.some(({ hasUnknown }) => hasUnknown) && { hasUnknown: true }),
});

/** The text of a manifest: that of its blob, or, as Ollama before 0.40 wrote it, of a tag (docs/ollama.md §8.1). */
export async function manifestText(
  folder: string,
  digest: string,
  logger: Logger,
): Promise<string | undefined> {
  const blobs = path.join(folder, "blobs");
  const stored = await orUndefined(readManifestBlob(digest, blobs));
  if (stored) return stored.text;
  for (const { directory } of LAYOUTS) {
    const { files } = await tagFilesIn(path.join(folder, directory), logger);
    for (const { file } of files) {
      const tag = await orUndefined(readTag(file, blobs));
      if (tag?.digest === digest) return tag.text;
    }
  }
  return undefined;
}

type TagFile = { readonly name: ModelName; readonly file: string };

type TagFiles = {
  readonly files: readonly TagFile[];
  readonly isWhole: boolean;
  /** Whether a file is where a tag would be, and has the name of none. */
  readonly hasUnnamed: boolean;
};

/** Every `HOST/NAMESPACE/MODEL/TAG`. Linked folders are not entered. */
async function tagFilesIn(folder: string, logger: Logger): Promise<TagFiles> {
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
      hasUnnamed: paths.some(
        ({ entry, file }) =>
          !entry.isDirectory() &&
          !entry.name.startsWith(".") && // `.manifest-…` is being written, `.DS_Store` is macOS's
          depthOf(file) === 4 &&
          nameOf(path.relative(folder, file)) === undefined,
      ),
    };
  } catch (error) {
    if (isMissing(error)) return { files: [], isWhole: true, hasUnnamed: false };
    logger.warn(`${folder} cannot be read: ${String(error)}`);
    return { files: [], isWhole: false, hasUnnamed: false };
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
): Promise<Omit<StoredTag, "name" | "layout"> & Omit<ModelStore, "tags">> {
  const named = await readTag(file, blobs);
  const parsed = parseManifest(named);
  if (parsed.kind === "manifest")
    return { digest: named.digest, manifests: [parsed.manifest], isWhole: true };
  const children = await Promise.all(parsed.children.map((child) => readChild(child, blobs, logger)));
  const missing = children.flatMap((child) => (child.kind === "here" ? [] : [child.digest]));
  return {
    digest: named.digest,
    manifests: children.flatMap((child) => (child.kind === "here" ? [child.manifest] : [])),
    ...(missing.length > 0 && { missing }),
    isWhole: !children.some(({ kind }) => kind === "unreadable"),
    ...(children.some(({ kind }) => kind === "unknown") && { hasUnknown: true }),
  };
}

type ReadChild =
  | { readonly kind: "here"; readonly manifest: StoredManifest }
  | { readonly kind: "missing" | "unreadable" | "unknown"; readonly digest: string };

async function readChild(child: ListedChild, blobs: string, logger: Logger): Promise<ReadChild> {
  const { digest } = child;
  try {
    const read = parseManifest(await readManifestBlob(digest, blobs));
    return read.kind === "manifest"
      ? { kind: "here", manifest: { ...read.manifest, ...child } }
      : { kind: "unknown", digest };
  } catch (error) {
    if (isMissing(error)) return { kind: "missing", digest }; // it need not be here
    logger.warn(`${digest} cannot be read: ${String(error)}`);
    return { kind: isNoManifest(error) ? "unknown" : "unreadable", digest };
  }
}
