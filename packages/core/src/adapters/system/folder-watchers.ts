import { watch, type FSWatcher } from "node:fs";
import { setImmediate } from "node:timers/promises";

/** A folder to watch, alone or with everything below it. Another folder at the same path has another `identity`. */
export type WatchedFolder = { readonly path: string; readonly identity: string; readonly isDeep: boolean };

/** Watches a changing set of folders. */
interface FolderWatchers {
  /** Watches exactly these folders from now on; resolves with whether one was not watched before. */
  watchOnly(folders: readonly WatchedFolder[]): Promise<boolean>;
  close(): void;
}

/**
 * Whether one watcher sees what happens below a folder. On Linux, not every runtime offers that, and Node then watches
 * every single file.
 */
export const WATCHES_BELOW: boolean = process.platform === "darwin" || process.platform === "win32";

/** Watchers opened before the thread is free again. */
const AT_A_TIME = 100;

/**
 * Calls `onChange` after each change in one of the folders, with the name of what has changed if that is known. A folder
 * that cannot be watched is left out: the machine may have no watchers left.
 */
export function openFolderWatchers(onChange: (name: string | null) => void): FolderWatchers {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  let isClosed = false;

  function open({ path: folder, identity, isDeep }: WatchedFolder): boolean {
    try {
      const watcher = watch(folder, { persistent: false, recursive: isDeep }, (_event, name) =>
        onChange(name),
      );
      watchers.set(folder, { watcher, identity });
      watcher.on("error", () => close(folder)); // the folder is gone, or its disk
      return true;
    } catch {
      return false;
    }
  }

  function close(folder: string): void {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  }

  return {
    async watchOnly(folders) {
      const wanted = new Map(folders.map((one) => [one.path, one.identity]));
      // A watcher stays with its folder when that is moved or removed, and does not see one that is put in its place.
      for (const [folder, { identity }] of watchers) if (wanted.get(folder) !== identity) close(folder);
      let opened = 0;
      for (const one of folders) {
        if (isClosed) return false;
        if (watchers.has(one.path) || !open(one)) continue;
        opened += 1;
        if (opened % AT_A_TIME === 0) await setImmediate();
      }
      return opened > 0;
    },
    close() {
      isClosed = true;
      for (const folder of watchers.keys()) close(folder);
    },
  };
}
