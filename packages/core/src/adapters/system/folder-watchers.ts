import { watch, type FSWatcher } from "node:fs";
import * as path from "node:path";

/** A folder to watch, alone or with everything below it. */
export type WatchedFolder = { readonly path: string; readonly isDeep: boolean };

/** Watches a changing set of folders. */
interface FolderWatchers {
  /** Watches exactly these folders from now on; returns whether one was not watched before. */
  watchOnly(folders: readonly WatchedFolder[]): boolean;
  close(): void;
}

/**
 * Whether one watcher sees what happens below a folder. On Linux, not every runtime offers that, and Node then watches
 * every single file.
 */
export const WATCHES_BELOW: boolean = process.platform === "darwin" || process.platform === "win32";

/**
 * Calls `onChange` after each change in one of the folders, with the name of what has changed if that is known. A folder
 * that cannot be watched is left out: the machine may have no watchers left.
 */
export function openFolderWatchers(onChange: (name: string | null) => void): FolderWatchers {
  const watchers = new Map<string, FSWatcher>();

  function open({ path: folder, isDeep }: WatchedFolder): boolean {
    try {
      const watcher = watch(folder, { persistent: false, recursive: isDeep }, (event, name) => {
        // A folder that was replaced has the same name, and its watcher stays with the old one.
        if (event === "rename" && name !== null) closeAll(path.join(folder, name));
        onChange(name);
      });
      watchers.set(folder, watcher);
      watcher.on("error", () => close(folder)); // the folder is gone, or its disk
      return true;
    } catch {
      return false;
    }
  }

  function close(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function closeAll(folder: string): void {
    for (const one of watchers.keys()) if (one === folder || one.startsWith(folder + path.sep)) close(one);
  }

  return {
    watchOnly(folders) {
      const wanted = new Set(folders.map((one) => one.path));
      for (const folder of [...watchers.keys()].filter((one) => !wanted.has(one))) close(folder);
      return folders.filter((one) => !watchers.has(one.path)).filter(open).length > 0;
    },
    close() {
      for (const folder of watchers.keys()) close(folder);
    },
  };
}
