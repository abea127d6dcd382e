import { closeSync, existsSync, openSync, renameSync } from "node:fs";
import * as path from "node:path";
import { Subject, type Observable } from "rxjs";
import { toFailure } from "../../shared/failure.ts";
import type { StoreNews } from "../../history/event-store.port.ts";
import { makeFolderSync } from "../system/make-folder.ts";
import { connect, type Connection } from "./connection.ts";
import { stuckGuard, type StuckGuard } from "./stuck-guard.ts";
import { withStoreErrors } from "./sqlite.ts";

/** A shared database file that may be damaged, removed or replaced while it is open. */
export interface RecoverableDatabase {
  /** Runs `work`. If the file turns out to be damaged, runs it again on a new file. */
  use<Value>(work: (connection: Connection) => Value): Value;
  /** The same, but first checks that the file was not removed or replaced. */
  useCurrent<Value>(work: (connection: Connection) => Value): Value;
  /** A number that changes when another process writes; `undefined` if it cannot be read. */
  version(): number | undefined;
  /** Emits after another file was opened in place of the previous one. */
  readonly renewed$: Observable<unknown>;
  /** Whether another file was opened and `renewed$` has not emitted yet. */
  isRenewing(): boolean;
  /** What has happened to the file since the last call. */
  takeNews(): readonly StoreNews[];
  close(): void;
}

export type DatabaseOptions = {
  readonly file: string;
  /** Whether this window may replace a damaged file: only the leader may. */
  readonly mayReplaceDamaged: () => boolean;
};

/** Opens or creates the file. It and all its functions except `version` may throw `PortError` of a `StoreFailure`. */
export function openRecoverableDatabase({ file, mayReplaceDamaged }: DatabaseOptions): RecoverableDatabase {
  let news: readonly StoreNews[] = [];
  const renewed$ = new Subject<void>();
  let opened: Connection | undefined;
  let isClosed = false;
  let isRenewing = false;
  const guard = stuckGuard(file);

  function close(): void {
    opened?.close();
    opened = undefined;
  }

  function open(): Connection {
    opened ??= openPrivately(file, guard);
    return opened;
  }

  function reopen(): Connection {
    const connection = open();
    isRenewing = true;
    queueMicrotask(() => {
      isRenewing = false;
      renewed$.next();
    });
    return connection;
  }

  /** Runs `work`; if the file is damaged, moves it away and runs `work` again on a new file. */
  function withRepair<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      if (toFailure(error).kind !== "store-damaged") throw error;
      close();
      if (!mayReplaceDamaged()) throw error;
      news = [...news, { kind: "set-aside", file: setAside(file, error) }];
      return work();
    }
  }

  const use = <Value>(work: (connection: Connection) => Value): Value =>
    guard.run(() => withRepair(() => work(opened ?? reopen())));

  function closeIfReplaced(): void {
    if (opened?.isReplaced()) close();
  }

  withRepair(open);
  return {
    use,
    useCurrent(work) {
      closeIfReplaced();
      return use(work);
    },
    version() {
      if (isClosed) return undefined;
      try {
        closeIfReplaced();
        return use((connection) => connection.number("PRAGMA data_version"));
      } catch {
        return undefined; // it is polled again, and the next use of the file throws the reason
      }
    },
    renewed$,
    isRenewing: () => isRenewing,
    takeNews() {
      const taken = news;
      news = [];
      return taken;
    },
    close() {
      isClosed = true;
      close();
    },
  };
}

/** Model names and Ollama's errors are private. */
const OWNER_ONLY = 0o600;

function openPrivately(file: string, guard: StuckGuard): Connection {
  withStoreErrors(() => {
    makeFolderSync(path.dirname(file));
    if (!existsSync(file)) closeSync(openSync(file, "a", OWNER_ONLY)); // SQLite gives `-wal` and `-shm` the same mode
  });
  guard.checkBeforeOpening();
  return connect(file);
}

/** Saves a damaged file under another name and returns that name. */
function setAside(file: string, damage: unknown): string {
  const stamp = new Date().toISOString().replace(/\D/g, "");
  const saved = file.replace(/(\.\w+)?$/, `.damaged-${stamp}$1`);
  try {
    for (const ending of ["-wal", "-shm", ""])
      if (existsSync(file + ending)) renameSync(file + ending, saved + ending);
  } catch {
    throw damage; // on Windows, a file that another window has open cannot be renamed
  }
  return saved;
}
