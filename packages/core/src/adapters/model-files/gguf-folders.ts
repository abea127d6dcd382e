import { lstat, readdir, readlink } from "node:fs/promises";
import type { Dirent } from "node:fs";
import * as path from "node:path";
import type { GgufKeeper, ListedGguf } from "../../model-files/found-ggufs.ts";
import { orUndefined } from "../models-folder/disk.ts";
import { homeFolder } from "../system/home-folder.ts";

type Environment = Readonly<Record<string, string | undefined>>;
type GgufFolder = { readonly keeper: GgufKeeper; readonly path: string };

/** A folder of more files than this is none of models. */
const MOST_FILES = 5_000;

/**
 * The folders in which other programs keep GGUF files. LM Studio: `~/.lmstudio/models`, before 0.3.3 `~/.cache/lm-studio`
 * (lmstudio.ai/docs, "Import models"). Hugging Face: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else in the cache folder
 * (huggingface.co/docs/huggingface_hub, "Environment variables" and "Manage your cache"). Both as documented, and not seen
 * on a machine of ours.
 */
export function ggufFolders(environment: Environment): readonly GgufFolder[] {
  const home = homeFolder(environment);
  const cache = environment["XDG_CACHE_HOME"] || path.join(home, ".cache");
  const huggingFace = environment["HF_HOME"] || path.join(cache, "huggingface");
  return [
    { keeper: "lm-studio", path: path.join(home, ".lmstudio", "models") },
    { keeper: "lm-studio", path: path.join(home, ".cache", "lm-studio", "models") },
    { keeper: "hugging-face", path: environment["HF_HUB_CACHE"] || path.join(huggingFace, "hub") },
  ];
}

/** The GGUF files in such folders; none of a folder that is missing or cannot be read. */
export async function listGgufs(folders: readonly GgufFolder[]): Promise<readonly ListedGguf[]> {
  const lists = await Promise.all(
    folders.map(({ keeper, path: folder }) =>
      keeper === "lm-studio" ? filesOfLmStudio(folder) : filesOfHuggingFace(folder),
    ),
  );
  return lists.flat().slice(0, MOST_FILES);
}

/** `PUBLISHER/REPOSITORY/FILE.gguf`; no link is followed. */
async function filesOfLmStudio(folder: string): Promise<readonly ListedGguf[]> {
  const publishers = await foldersIn(folder);
  const repositories = (await Promise.all(publishers.map(foldersIn))).flat();
  const files = await Promise.all(
    repositories.map(async (repository) => {
      const names = (await entriesOf(repository)).filter((entry) => entry.isFile()).map(({ name }) => name);
      return Promise.all(
        names.filter(isGgufName).map(async (name): Promise<ListedGguf | undefined> => {
          const file = path.join(repository, name);
          const sizeBytes = await sizeOfFile(file);
          const said = path.relative(folder, repository).split(path.sep).join("/");
          return sizeBytes === undefined
            ? undefined
            : { keeper: "lm-studio", repository: said, name, file, sizeBytes };
        }),
      );
    }),
  );
  return files.flat().filter((file) => file !== undefined);
}

/**
 * `models--OWNER--REPOSITORY/snapshots/REVISION/FILE.gguf`, which links to `../../blobs/…` of the same repository; on a
 * Windows without the right to make links it is the file itself.
 */
async function filesOfHuggingFace(folder: string): Promise<readonly ListedGguf[]> {
  const repositories = (await foldersIn(folder)).filter((one) => path.basename(one).startsWith("models--"));
  const files = await Promise.all(
    repositories.map(async (repository) => {
      const snapshots = await foldersIn(path.join(repository, "snapshots"));
      const said = path.basename(repository).slice("models--".length).replaceAll("--", "/");
      const all = await Promise.all(
        snapshots.map(async (snapshot) =>
          Promise.all(
            (await entriesOf(snapshot))
              .filter(({ name }) => isGgufName(name))
              .map(async ({ name }): Promise<ListedGguf | undefined> => {
                const found = await inOwnCache(path.join(snapshot, name), path.join(repository, "blobs"));
                return found && { keeper: "hugging-face", repository: said, name, ...found };
              }),
          ),
        ),
      );
      return all.flat();
    }),
  );
  return files.flat().filter((file) => file !== undefined);
}

type FoundFile = { readonly file: string; readonly sizeBytes: number };

/** The file itself, or the one to which it links, if that is a file right in this folder. */
async function inOwnCache(file: string, blobs: string): Promise<FoundFile | undefined> {
  const stats = await orUndefined(lstat(file));
  if (stats?.isFile() === true) return { file, sizeBytes: stats.size };
  const link = stats?.isSymbolicLink() === true ? await orUndefined(readlink(file)) : undefined;
  if (link === undefined) return undefined;
  const target = path.resolve(path.dirname(file), link);
  if (path.dirname(target) !== blobs) return undefined;
  const sizeBytes = await sizeOfFile(target);
  return sizeBytes === undefined ? undefined : { file: target, sizeBytes };
}

const isGgufName = (name: string): boolean => /\.gguf$/i.test(name);

async function sizeOfFile(file: string): Promise<number | undefined> {
  const stats = await orUndefined(lstat(file));
  return stats?.isFile() === true ? stats.size : undefined;
}

const entriesOf = async (folder: string): Promise<readonly Dirent[]> =>
  ((await orUndefined(readdir(folder, { withFileTypes: true }))) ?? []).slice(0, MOST_FILES);

const foldersIn = async (folder: string): Promise<readonly string[]> =>
  (await entriesOf(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
