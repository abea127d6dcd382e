import * as path from "node:path";
import { causeText } from "../../shared/error-text.ts";
import { isPortError, isStoreFailure, PortError } from "../../shared/failure.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import type { EventStore, HistoryLimits } from "../../history/event-store.port.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { memoryHistory } from "./memory-event-store.ts";
import { machineId } from "../system/machine-id.ts";
import { newWindowId } from "../system/new-name.ts";
import type { HistoryPorts } from "./session-history.ts";
import { lockFile } from "./file-lock.ts";
import { leaderLock, windowFiles, type WindowFiles } from "./history-files.ts";
import { machineFolder } from "./machine-folder.ts";
import { storeFailureOf } from "./sqlite.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

/** Where the history is and how much of it to keep. */
export type OpenHistoryOptions = {
  /** The extension's storage, which several machines may share. */
  readonly folder: string;
  /** The id of this machine; absent: it is found out. */
  readonly machine?: string;
  readonly limits: () => HistoryLimits;
  readonly logger: Logger;
};

/** The history of this machine, and the folder for what else belongs to this machine alone. */
type History = HistoryPorts & { readonly presence: WindowFiles; readonly folder: string };

/**
 * Opens the history that all windows of this machine share. If it cannot be opened, whatever the reason, this window gets
 * a history in memory and is its own leader. If a newer Paddock wrote it, it is not changed and there is no leader.
 */
export function openHistory({
  folder: storage,
  machine = machineId(),
  limits,
  logger,
}: OpenHistoryOptions): History {
  const window = newWindowId();
  const folder = machineFolder(storage, machine, logger);
  const lockedFile = path.join(folder, "engine.lock");
  const shared = {
    window,
    folder,
    lock: leaderLock(lockedFile, logger),
    presence: windowFiles(windowsFolder(folder), window, logger),
    historyLimits: limits,
  };
  try {
    lockFile(lockedFile)?.release(); // without that lock there would be no leader at all
    return { ...shared, store: readableStore(path.join(folder, "history.db"), shared.lock) };
  } catch (error) {
    const failure =
      isPortError(error) && isStoreFailure(error.failure) ? error.failure : storeFailureOf(error);
    shared.lock.tryTake()?.(); // it may have been taken to replace a damaged file
    logger.warn(`the history cannot be opened (${failure.kind}): ${causeText(error)}`);
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
