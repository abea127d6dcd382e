import * as path from "node:path";
import { isStoreFailure, toFailure, type StoreFailure } from "../../domain/failure.ts";
import type { EngineLock } from "../../ports/engine-lock.ts";
import type { EventStore, HistoryLimits } from "../../ports/event-store.ts";
import type { Logger } from "../../ports/logger.ts";
import { memoryHistory } from "../memory-event-store.ts";
import { newWindowId } from "../new-name.ts";
import type { HistoryPorts } from "../session-history.ts";
import { engineLock, windowFiles, type WindowFiles } from "./history-files.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

export type OpenHistoryOptions = {
  /** Shared by all windows, and by nobody else. */
  readonly folder: string;
  readonly limits: () => HistoryLimits;
  readonly logger: Logger;
};

/** The history that all windows share; where it cannot be opened, one that lasts as long as this window. */
export function openHistory(options: OpenHistoryOptions): HistoryPorts & { readonly presence: WindowFiles } {
  const { folder, limits, logger } = options;
  const window = newWindowId();
  const lock = engineLock(path.join(folder, "engine.lock"), logger);
  return {
    window,
    lock,
    presence: windowFiles(windowsFolder(folder), window, logger),
    store: openStore(path.join(folder, "history.db"), lock, logger),
    historyLimits: limits,
  };
}

/** Where windows say that they are open. */
export const windowsFolder = (folder: string): string => path.join(folder, "windows");

function openStore(file: string, lock: EngineLock, logger: Logger): EventStore {
  try {
    return sqliteEventStore({ file, mayBeginAnew: () => lock.tryTake() !== undefined });
  } catch (error) {
    const failure = toFailure(error);
    if (!isStoreFailure(failure)) throw error;
    logger.warn(`the history cannot be opened (${failure.kind}): ${describe(error)}`);
    return inMemory(failure);
  }
}

const inMemory = (failure: StoreFailure): EventStore => memoryHistory().open([{ kind: "unkept", failure }]);

const describe = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
