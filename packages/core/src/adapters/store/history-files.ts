import { readdirSync } from "node:fs";
import * as path from "node:path";
import type { WindowId } from "../../windows/window-id.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { Presence } from "../../windows/presence.port.ts";
import { lockFile, isHeld, type FileLock } from "./file-lock.ts";

/**
 * The lock of the window that runs Ollama, as a file that it holds. While the file cannot be held, nobody has the lock:
 * two windows that both run Ollama could pull the same layer, which crashes it (docs/ollama.md §0.5).
 */
export function leaderLock(file: string, logger: Logger): LeaderLock {
  let held: FileLock | undefined;
  let said = "";

  function tryToHold(): FileLock | undefined {
    try {
      return lockFile(file);
    } catch (error) {
      const why = `whether another window runs Ollama cannot be told: ${String(error)}`;
      if (why !== said) logger.warn(why); // it is tried again and again
      said = why;
      return undefined;
    }
  }

  function release(): void {
    held?.release();
    held = undefined;
  }

  return {
    tryTake() {
      if (held && !held.isThere()) release(); // somebody has removed it, and another window may hold a new one
      held ??= tryToHold();
      return held && release;
    },
  };
}

/** Open windows, each as a file in a folder that it holds. */
export interface WindowFiles extends Presence {
  /** Whether any window is open, this one included. */
  isAnyOpen(): boolean;
}

/** The open windows in a folder; `own` is this one. What cannot be found out is logged: then a window counts as open. */
export function windowFiles(folder: string, own: WindowId, logger: Logger): WindowFiles {
  const fileOf = (window: string): string => path.join(folder, `${window}.window`);
  let held: FileLock | undefined;

  function cautiously<Value>(otherwise: Value, work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      logger.warn(`which windows are open cannot be told: ${String(error)}`);
      return otherwise;
    }
  }

  return {
    enter: () => cautiously(undefined, () => void (held ??= lockFile(fileOf(own)))),
    isOpen: (window) =>
      window === own ? held !== undefined : cautiously(true, () => isHeld(fileOf(window))),
    leave() {
      held?.release();
      held = undefined;
      cautiously(false, () => isHeld(fileOf(own))); // removes it
    },
    isAnyOpen: () =>
      cautiously(true, () => readdirSync(folder).some((name) => isHeld(path.join(folder, name)))),
  };
}
