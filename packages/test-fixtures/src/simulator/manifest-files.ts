import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { blobName } from "./blobs/blob-names.ts";
import { isManifestList, type Tag } from "./library/tags.ts";
import { manifestTextOf } from "./model/models.ts";
import { DEFAULT_HOST, parseName } from "./model/names.ts";

/** Writes the manifests of these tags to `<host>/<namespace>/<model>/<tag>`, and deletes all others. */
export function writeManifests(folder: string, tags: readonly Tag[]): void {
  const wanted = tags.flatMap(({ name, content }) =>
    isManifestList(content) ? [] : [[toPath(name), manifestTextOf(content)] as const],
  );
  writeFiles(folder, new Map(wanted), { read: (file) => readFileSync(file, "utf8"), write: writeFileSync });
}

/** Writes these tags as 0.40 does: as links to the blobs of their manifests. */
export function writeLinks(folder: string, tags: readonly Tag[]): void {
  const wanted = tags.map(
    ({ name, content }) =>
      [toLinkPath(name), `../../../../blobs/${blobName(`sha256:${content.digest}`)}`] as const,
  );
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, new Map(wanted), {
    read: readlinkSync,
    write(file, target) {
      if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) rmSync(file);
      symlinkSync(target, file);
    },
  });
}

type FileAccess = {
  readonly read: (file: string) => string;
  readonly write: (file: string, content: string) => void;
};

function writeFiles(folder: string, wanted: Map<string, string>, { read, write }: FileAccess): void {
  for (const path of filesIn(folder)) {
    if (!wanted.has(path)) rmSync(join(folder, path));
    else if (read(join(folder, path)) === wanted.get(path)) wanted.delete(path);
  }
  for (const [path, content] of wanted) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    write(join(folder, path), content);
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  } catch {
    return [];
  }
}

function toPath(name: string): string {
  const { host, namespace, model, tag } = parseName(name) ?? { host: "", namespace: "", model: "", tag: "" };
  return join(host, namespace, model, tag);
}

function toLinkPath(name: string): string {
  const { host, namespace, model, tag } = parseName(name) ?? { host: "", namespace: "", model: "", tag: "" };
  return join(host === DEFAULT_HOST ? "ollama.com" : host.replaceAll(":", "%3A"), namespace, model, tag);
}
