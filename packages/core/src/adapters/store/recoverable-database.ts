import { closeSync, existsSync, mkdirSync, openSync, renameSync } from "node:fs";
import * as path from "node:path";
import { Subject, type Observable } from "rxjs";
import { toFailure } from "../../shared/failure.ts";
import type { StoreNews } from "../../history/event-store.port.ts";
import { connect, type Connection } from "./connection.ts";
import { stored } from "./sqlite.ts";

/** A database file that others use too, and that may be damaged, removed or replaced while it is open. */
export interface RecoverableDatabase {
  /** Does something with it; where it turns out to be damaged, with a new one. */
  use<Value>(work: (connection: Connection) => Value): Value;
  /** The same, but never with a file that is not there any more. */
  useNow<Value>(work: (connection: Connection) => Value): Value;
  /** A number that changes when another process has written; `undefined` while it cannot be told. */
  version(): number | undefined;
  /** Emits when another file has taken the place of the one before. */
  readonly renewed$: Observable<unknown>;
  /** What has happened to it since this was asked last. */
  takeNews(): readonly StoreNews[];
  close(): void;
}

/** Which database file is opened. */
export type DatabaseOptions = {
  readonly file: string;
  /** Whether it is for this window to begin anew where the file is damaged: only the one that runs Ollama may. */
  readonly mayBeginAnew: () => boolean;
};

/** Opens a file, or begins one. Throws `PortError` of a `StoreFailure`, as all its functions may but `version`. */
export function openRecoverableDatabase({ file, mayBeginAnew }: DatabaseOptions): RecoverableDatabase {
  let news: readonly StoreNews[] = [];
  const renewed$ = new Subject<void>();
  let opened: Connection | undefined;
  let isClosed = false;

  function close(): void {
    opened?.close();
    opened = undefined;
  }

  function open(): Connection {
    opened ??= connectIn(file);
    return opened;
  }

  function renew(): Connection {
    const connection = open();
    queueMicrotask(() => renewed$.next());
    return connection;
  }

  /** Does something once more, on a new file, where the one that is there turns out to be damaged. */
  function repaired<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      if (toFailure(error).kind !== "store-damaged") throw error;
      close();
      if (!mayBeginAnew()) throw error;
      news = [...news, { kind: "set-aside", file: setAside(file, error) }];
      return work();
    }
  }

  const use = <Value>(work: (connection: Connection) => Value): Value =>
    repaired(() => {
      const connection = opened ?? renew();
      return stored(() => work(connection));
    });

  function leaveReplaced(): void {
    if (opened?.isReplaced()) close();
  }

  repaired(open);
  return {
    use,
    useNow(work) {
      leaveReplaced();
      return use(work);
    },
    version() {
      if (isClosed) return undefined;
      try {
        leaveReplaced();
        return use((connection) => connection.number("PRAGMA data_version"));
      } catch {
        return undefined; // it is asked for again, and whoever uses the file learns why
      }
    },
    renewed$,
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

/** What models are called, and how Ollama fails, is nobody else's business. */
const OWNER_ONLY = 0o600;

function connectIn(file: string): Connection {
  return stored(() => {
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file)) closeSync(openSync(file, "a", OWNER_ONLY)); // the files beside it get the same mode
    return connect(file);
  });
}

/** Keeps a damaged file under another name, for whoever wants to look into it; returns that name. */
function setAside(file: string, damage: unknown): string {
  const stamp = new Date().toISOString().replace(/\D/g, "");
  const aside = file.replace(/(\.\w+)?$/, `.damaged-${stamp}$1`);
  try {
    for (const ending of ["-wal", "-shm", ""])
      if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  } catch {
    throw damage; // Windows lets nobody rename a file that another window has open
  }
  return aside;
}
