import type { Stats } from "node:fs";
import { lstat, readdir, readlink, stat } from "node:fs/promises";
import * as path from "node:path";
import { Observable } from "rxjs";
import { openFolderWatchers, WATCHES_BELOW, type WatchedFolder } from "../system/folder-watchers.ts";
import { LAYOUTS, orUndefined } from "./disk.ts";

/** `HOST/NAMESPACE/MODEL/TAG` */
const TAG_DEPTH = 3;
/** A pull writes several files at once. */
const SETTLE_MS = 150;
/** How long to rest after a look, as a multiple of what it took: thousands of models take seconds. */
const REST = 5;
const LONGEST_REST_MS = 5_000;
/** The links between a link and the folder that it names; more are a circle. */
const MOST_LINKS = 8;

/**
 * What is in the models folder: the folders to watch, and a text that differs when the tags do. It holds when each folder
 * was changed, since a tag may be added and removed between two looks, and a list that was read in between names it.
 */
type Contents = { readonly folders: readonly WatchedFolder[]; readonly tags: string };

/**
 * Emits soon after a tag was added, replaced or removed, and sometimes after another change in its folders. Never fails: where the folder cannot be watched, it emits
 * nothing.
 */
export const watchManifests = (models: string): Observable<void> =>
  new Observable((subscriber) => {
    let seen: string | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLooking = false;
    /** Whether something has changed during a look. */
    let isChanged = false;
    let restedAtMs = 0;
    const watchers = openFolderWatchers(lookSoon);

    function lookSoon(): void {
      isChanged = true;
      if (isLooking || subscriber.closed) return;
      timer ??= setTimeout(() => void look(), Math.max(SETTLE_MS, restedAtMs - performance.now()));
    }

    async function look(): Promise<void> {
      timer = undefined;
      [isLooking, isChanged] = [true, false];
      const beganMs = performance.now();
      const { folders, tags } = await contentsOf(models);
      if (subscriber.closed) return;
      const isGrown = await watchers.watchOnly(folders);
      isLooking = false;
      const endedMs = performance.now();
      restedAtMs = endedMs + Math.min(LONGEST_REST_MS, REST * (endedMs - beganMs));
      if (isGrown || isChanged) lookSoon(); // what was written into a new folder before it was watched
      const isNew = seen !== undefined && tags !== seen;
      seen = tags;
      if (isNew) subscriber.next();
    }

    void look();
    return () => {
      clearTimeout(timer);
      watchers.close();
    };
  });

async function contentsOf(models: string): Promise<Contents> {
  const [itself, roots, ...layouts] = await Promise.all([
    orUndefined(stat(models)), // a layout may come and go as a whole
    foldersOnTheWay(models),
    ...LAYOUTS.map(({ directory }) => walk(path.join(models, directory), 0)),
  ]);
  return {
    folders: [...roots, ...layouts.flatMap(({ folders }) => folders)],
    tags: [itself?.mtimeMs, ...layouts.map(({ tags }) => tags)].join("\n"),
  };
}

/** What is in a folder of tags, and the folders to watch. One at a time, so that the thread is free in between. */
async function walk(folder: string, depth: number): Promise<Contents> {
  const isWatched = depth === 0 || !WATCHES_BELOW;
  const [names, stats] = await Promise.all([orUndefined(readdir(folder)), orUndefined(stat(folder))]);
  if (!names || !stats) return { folders: [], tags: "" };
  const inside = names.map((name) => path.join(folder, name));
  const folders = isWatched ? [watchedFolder(folder, stats, WATCHES_BELOW)] : [];
  const tags = [`${folder} ${stats.mtimeMs}`];
  if (depth === TAG_DEPTH) tags.push(...(await Promise.all(inside.map(tagOf))));
  else
    for (const one of inside) {
      const found = await walk(one, depth + 1);
      folders.push(...found.folders);
      tags.push(found.tags);
    }
  return { folders, tags: tags.join("\n") };
}

/**
 * The models folder; where it does not exist yet, its nearest parent. A link to a folder that does not exist may be
 * replaced, or the folder may be made.
 */
async function foldersOnTheWay(folder: string, links = 0): Promise<readonly WatchedFolder[]> {
  const stats = await orUndefined(stat(folder));
  const parent = path.dirname(folder);
  if (stats) return [watchedFolder(folder, stats, false)];
  if (parent === folder) return [];
  const target = links < MOST_LINKS ? await orUndefined(readlink(folder)) : undefined;
  return [
    ...(await foldersOnTheWay(parent, links)),
    ...(target === undefined ? [] : await foldersOnTheWay(path.resolve(parent, target), links + 1)),
  ];
}

/** A new folder may get the number of one that was removed. */
const watchedFolder = (folder: string, stats: Stats, isDeep: boolean): WatchedFolder => ({
  path: folder,
  identity: `${stats.ino} ${stats.birthtimeMs}`,
  isDeep,
});

/** A tag may be a link (docs/ollama.md §8.1), so it is not followed; `.manifest-…` is one that is being written. */
async function tagOf(file: string): Promise<string> {
  const stats = path.basename(file).startsWith(".") ? undefined : await orUndefined(lstat(file));
  return stats ? `${file} ${stats.ino} ${stats.size} ${stats.mtimeMs}` : "";
}
