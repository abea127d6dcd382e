import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Json } from "./json.ts";
import { recording, recordings } from "./recordings.ts";
import { manifestTexts } from "./recordings/manifest-texts.ts";
import type { RecordedDisk } from "./recordings/recording.ts";

/** How tags in `manifests-v2` are stored: as symbolic links, or, as on Windows, as copies. */
export type TagStorage = "links" | "copies";

/** The names of the models folders that were recorded with their manifests. */
export function recordedFolders(): readonly string[] {
  return recordings("0.40-preview").flatMap((one) => (one.kind === "disk" ? [one.name] : []));
}

/**
 * Writes a recorded models folder to a directory: all manifests with their real texts, the notes of unfinished
 * downloads, and every other blob as a file of the recorded length without content.
 */
export function writeModelsFolder(directory: string, name: string, tags: TagStorage = "links"): void {
  const disk = recording("0.40-preview", name);
  if (disk.kind !== "disk") throw new Error(`${name} is no models folder, but a ${disk.kind}`);
  const texts = manifestTexts();
  for (const file of disk.files) {
    const path = join(directory, file.path);
    mkdirSync(file.path.endsWith("/") ? path : dirname(path), { recursive: true });
    if (!file.path.endsWith("/") && file.linkTo === undefined)
      writeFile(path, file.sizeBytes, textOf(disk, file.path, texts));
  }
  for (const { path, linkTo } of disk.files) {
    if (linkTo === undefined) continue;
    if (tags === "links") symlinkSync(linkTo, join(directory, path));
    else if (disk.manifests[path] !== null) {
      copyFileSync(resolve(dirname(join(directory, path)), linkTo), join(directory, path));
    }
  }
}

function textOf(
  { manifests, partialParts }: RecordedDisk,
  path: string,
  texts: ReadonlyMap<string, string>,
): string | undefined {
  const manifest: Json | undefined = manifests[path];
  return (
    partialParts[path] ?? texts.get(path) ?? (manifest === undefined ? undefined : JSON.stringify(manifest))
  );
}

/** A manifest that was created (not pulled) ends with a line feed. */
function writeFile(path: string, sizeBytes: number, text: string | undefined): void {
  if (text !== undefined) return writeFileSync(path, text.padEnd(sizeBytes, "\n"));
  const descriptor = openSync(path, "w");
  ftruncateSync(descriptor, sizeBytes);
  closeSync(descriptor);
}
