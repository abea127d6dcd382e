import { readdirSync } from "node:fs";
import * as path from "node:path";
import type { WindowId } from "../../windows/window-id.ts";
import { causeText } from "../../shared/error-text.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { Presence } from "../../windows/presence.port.ts";
import { lockFile, isLockedFile, type FileLock } from "./file-lock.ts";

/**
 * A lock that one window at a time holds, as a locked file. If the file cannot be locked at all, the lock is
 * `whenUnlockable`: by default no window gets it, so that there are never two leaders of one history.
 */
export function leaderLock(file: string, logger: Logger, whenUnlockable?: FileLock): LeaderLock {
  let lock: FileLock | undefined;
  let lastWarning = "";

  /** Where the file cannot be looked at, the lock that this process holds is still held. */
  function tryToKeepOrLock(): FileLock | undefined {
    try {
      if (lock?.isThere()) return lock;
      release(); // the file was removed, and another window may have locked a new one
      return lockFile(file);
    } catch (error) {
      const warning = `cannot lock “${file}”: ${causeText(error)}`;
      if (warning !== lastWarning) logger.warn(warning); // `tryTake` is called repeatedly: log each warning once
      lastWarning = warning;
      return lock ?? whenUnlockable;
    }
  }

  function release(): void {
    lock?.release();
    lock = undefined;
  }

  return {
    tryTake() {
      lock = tryToKeepOrLock();
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
