import * as path from "node:path";
import { isStoreFailure, PortError, toFailure, type Failure } from "../../shared/failure.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { EventStore, HistoryLimits } from "../../history/event-store.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { memoryHistory } from "./memory-event-store.ts";
import { newWindowId } from "../system/new-name.ts";
import type { HistoryPorts } from "./session-history.ts";
import { leaderLock, windowFiles, type WindowFiles } from "./history-files.ts";
import { isLocked } from "./sqlite.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

/** Where the history is and how much of it to keep. */
export type OpenHistoryOptions = {
  /** Shared by all windows. */
  readonly folder: string;
  readonly limits: () => HistoryLimits;
  readonly logger: Logger;
};

/**
 * Opens the history that all windows share. If it cannot be opened, this window gets a history in memory and is its own
 * leader. If a newer Paddock wrote it, it is not changed and there is no leader.
 */
export function openHistory({
  folder,
  limits,
  logger,
}: OpenHistoryOptions): HistoryPorts & { readonly presence: WindowFiles } {
  const window = newWindowId();
  const shared = {
    window,
    lock: leaderLock(path.join(folder, "engine.lock"), logger),
    presence: windowFiles(windowsFolder(folder), window, logger),
    historyLimits: limits,
  };
  const file = path.join(folder, "history.db");
  try {
    return { ...shared, store: readableStore(file, shared.lock) };
  } catch (error) {
    const failure: Failure = isLocked(error) ? { kind: "store-read-only" } : toFailure(error);
    if (!isStoreFailure(failure)) throw error;
    shared.lock.tryTake()?.(); // it may have been taken to replace a damaged file
    logger.warn(`the history cannot be opened (${failure.kind}): ${describe(error)}`);
    return failure.kind === "store-newer"
      ? { ...shared, store: newerStore() }
      : { ...shared, store: memoryHistory().open([{ kind: "unkept", failure }]), lock: ownLock };
  }
}

/** The folder with a lock file for each open window. */
export const windowsFolder = (folder: string): string => path.join(folder, "windows");

function readableStore(file: string, lock: LeaderLock): EventStore {
  const store = sqliteEventStore({ file, mayReplaceDamaged: () => lock.tryTake() !== undefined });
  try {
    store.load();
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Always free: the history of this window is not shared. */
const ownLock: LeaderLock = { tryTake: () => () => {} };

/** A history in an unknown newer form: it is not read and must not be written. */
const newerStore = (): EventStore => ({
  ...memoryHistory().open(),
  load: () => ({ recorded: [], isNewer: true }),
  write() {
    throw new PortError({ kind: "store-newer" });
  },
});

const describe = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
