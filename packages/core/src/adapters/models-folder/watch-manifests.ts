import { lstat, readdir } from "node:fs/promises";
import * as path from "node:path";
import { Observable } from "rxjs";
import { openFolderWatchers, WATCHES_BELOW, type WatchedFolder } from "../system/folder-watchers.ts";
import { LAYOUTS, nearestExisting, orUndefined } from "./disk.ts";

/** `HOST/NAMESPACE/MODEL/TAG` */
const TAG_DEPTH = 3;
/** A pull writes several files at once. */
const SETTLE_MS = 150;

/** What is in the models folder: the folders to watch, and a text that differs when the tags do. */
type Contents = { readonly folders: readonly WatchedFolder[]; readonly tags: string };

/**
 * Emits soon after a tag was added, replaced or removed. Never fails: where the folder cannot be watched, it emits
 * nothing.
 */
export const watchManifests = (models: string): Observable<void> =>
  new Observable((subscriber) => {
    let seen: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let looking: Promise<void> = Promise.resolve();
    const lookSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        looking = looking.then(look);
      }, SETTLE_MS);
    };
    const watchers = openFolderWatchers(lookSoon);

    async function look(): Promise<void> {
      const { folders, tags } = await contentsOf(models);
      if (subscriber.closed) return;
      const isGrown = watchers.watchOnly(folders);
      if (isGrown) lookSoon(); // what was written into a new folder before it was watched
      const isNew = seen !== undefined && tags !== seen;
      seen = tags;
      if (isNew) subscriber.next();
    }

    looking = looking.then(look);
    return () => {
      clearTimeout(timer);
      watchers.close();
    };
  });

/** Where the models folder does not exist yet, its nearest parent is watched until it does. */
async function contentsOf(models: string): Promise<Contents> {
  const layouts = await Promise.all(LAYOUTS.map(({ directory }) => walk(path.join(models, directory), 0)));
  const root = { path: await nearestExisting(models), isDeep: false };
  return {
    folders: [root, ...layouts.flatMap(({ folders }) => folders)],
    tags: layouts.map(({ tags }) => tags).join("\n"),
  };
}

/** What is in a folder of tags, and the folders to watch. */
async function walk(folder: string, depth: number): Promise<Contents> {
  const names = await orUndefined(readdir(folder));
  if (!names) return { folders: [], tags: "" };
  const parts = await Promise.all(
    names.map((name) => {
      const inside = path.join(folder, name);
      return depth < TAG_DEPTH ? walk(inside, depth + 1) : tagOf(inside);
    }),
  );
  const isWatched = depth === 0 || !WATCHES_BELOW;
  return {
    folders: [
      ...(isWatched ? [{ path: folder, isDeep: WATCHES_BELOW }] : []),
      ...parts.flatMap(({ folders }) => folders),
    ],
    tags: parts
      .map(({ tags }) => tags)
      .filter((tags) => tags !== "")
      .join("\n"),
  };
}

/** A tag may be a link (docs/ollama.md §8.1), so it is not followed; `.manifest-…` is one that is being written. */
async function tagOf(file: string): Promise<Contents> {
  const stats = path.basename(file).startsWith(".") ? undefined : await orUndefined(lstat(file));
  return { folders: [], tags: stats ? `${file} ${stats.ino} ${stats.size} ${stats.mtimeMs}` : "" };
}
