import { readdirSync } from "node:fs";
import * as path from "node:path";
import type { WindowId } from "../../windows/window-id.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { Presence } from "../../windows/presence.port.ts";
import { lockFile, isLockedFile, type FileLock } from "./file-lock.ts";

/**
 * The leader's lock, as a locked file. If the file cannot be locked, no window becomes the leader: two leaders could
 * pull the same layer, which crashes Ollama (docs/ollama.md §0.5).
 */
export function leaderLock(file: string, logger: Logger): LeaderLock {
  let lock: FileLock | undefined;
  let lastWarning = "";

  function tryToLock(): FileLock | undefined {
    try {
      return lockFile(file);
    } catch (error) {
      const warning = `cannot lock the leader's file: ${String(error)}`;
      if (warning !== lastWarning) logger.warn(warning); // `tryTake` is called repeatedly: log each warning once
      lastWarning = warning;
      return undefined;
    }
  }

  function release(): void {
    lock?.release();
    lock = undefined;
  }

  return {
    tryTake() {
      if (lock && !lock.isThere()) release(); // the file was removed, and another window may have locked a new one
      lock ??= tryToLock();
      return lock && release;
    },
  };
}

/** The open windows of this machine. Each window locks its own file in a folder. */
export interface WindowFiles extends Presence {
  /** Whether any window is open, this one included. */
  isAnyOpen(): boolean;
}

/** `own` is this window. Errors are logged, and a window counts as open if its file cannot be checked. */
export function windowFiles(folder: string, own: WindowId, logger: Logger): WindowFiles {
  const fileOf = (window: string): string => path.join(folder, `${window}.window`);
  let lock: FileLock | undefined;

  function withFallback<Value>(fallback: Value, work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      logger.warn(`cannot find out which windows are open: ${String(error)}`);
      return fallback;
    }
  }

  return {
    enter: () => withFallback(undefined, () => void (lock ??= lockFile(fileOf(own)))),
    isOpen: (window) =>
      window === own ? lock !== undefined : withFallback(true, () => isLockedFile(fileOf(window))),
    leave() {
      lock?.release();
      lock = undefined;
      withFallback(false, () => isLockedFile(fileOf(own))); // removes it
    },
    isAnyOpen: () =>
      withFallback(true, () => readdirSync(folder).some((name) => isLockedFile(path.join(folder, name)))),
  };
}
