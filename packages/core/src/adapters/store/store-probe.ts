import { existsSync, statfsSync } from "node:fs";
import * as path from "node:path";
import { Worker } from "node:worker_threads";

/** How long SQLite may take to open a file before its locks count as stuck. */
const STUCK_AFTER_MS = 400;
/** A thread that has not begun by then says nothing about the file: the machine is busy. */
const BEGINS_WITHIN_MS = 400;

/** How far the thread has come. */
const [WAITING, BEGUN, DONE] = [0, 1, 2] as const;

/**
 * Whether SQLite can open a file without being stuck in it. Where the locks of its shared memory are refused, as on some
 * network file systems, it tries again by itself for 10 s, and neither a timeout nor an interrupt ends that (SQLite's
 * `walTryBeginRead`). So another thread tries first. What comes of it does not matter: whatever fails at once there also
 * fails at once here.
 */
export function opensAtOnce(file: string): boolean {
  if (!CAN_PROBE || isSurelyFree(file)) return true;
  const stage = probe(file);
  Atomics.wait(stage, 0, WAITING, BEGINS_WITHIN_MS);
  if (Atomics.load(stage, 0) === WAITING) return true;
  Atomics.wait(stage, 0, BEGUN, STUCK_AFTER_MS);
  return Atomics.load(stage, 0) === DONE;
}

/**
 * Whether no lock can be in the way, so that no thread has to try: on a local disk, where locks are never refused, while
 * no other process has the file open, which would have left shared memory beside it.
 */
const isSurelyFree = (file: string): boolean =>
  LOCAL_FILE_SYSTEMS.has(statfsSync(path.dirname(file)).type) && !existsSync(`${file}-shm`);

/** As Linux numbers them: ext2 to ext4, tmpfs, XFS, Btrfs, OverlayFS, ZFS, F2FS. Other systems have no such numbers. */
const LOCAL_FILE_SYSTEMS: ReadonlySet<number> = new Set(
  process.platform === "linux"
    ? [0xef53, 0x01021994, 0x58465342, 0x9123683e, 0x794c7630, 0x2fc12fc1, 0xf2f52010]
    : [],
);

/** The same, without blocking this thread: calls `onResult` when it is known, after 10 s where SQLite is stuck. */
export function lookWhetherItOpens(file: string, onResult: (opensAtOnce: boolean) => void): void {
  if (!CAN_PROBE) return onResult(true);
  const beganMs = performance.now();
  probe(file, (stage) => {
    const isAtOnce = performance.now() - beganMs < STUCK_AFTER_MS + BEGINS_WITHIN_MS;
    onResult(isAtOnce && Atomics.load(stage, 0) === DONE);
  });
}

/** In other runtimes than Node a thread begins only while this thread is idle. */
const CAN_PROBE = !("bun" in process.versions || "deno" in process.versions);

function probe(file: string, onEnded?: (stage: Int32Array) => void): Int32Array {
  const stage = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(`(${openInThread.toString()})(${JSON.stringify({ file, BEGUN, DONE })})`, {
    eval: true,
    workerData: stage,
    execArgv: [],
    env: {},
  });
  worker.unref();
  worker.on("error", () => Atomics.store(stage, 0, WAITING)); // the thread could not try: nothing is known
  if (onEnded) worker.on("exit", () => onEnded(stage));
  return stage;
}

/** Runs as text in the other thread: it can use nothing of this module. */
function openInThread({ file, BEGUN, DONE }: { file: string; BEGUN: number; DONE: number }): void {
  const stage: unknown = process.getBuiltinModule("node:worker_threads").workerData;
  if (!(stage instanceof Int32Array)) return;
  Atomics.store(stage, 0, BEGUN);
  Atomics.notify(stage, 0);
  try {
    const database = new (process.getBuiltinModule("node:sqlite").DatabaseSync)(file, { timeout: 0 });
    try {
      // A new file gets its shared memory with the write-ahead log; `auto_vacuum` must be set before that.
      const isNew = database.prepare("PRAGMA user_version").get()?.["user_version"] === 0;
      if (isNew) database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
      database.exec("BEGIN IMMEDIATE; ROLLBACK");
    } finally {
      database.close();
    }
  } catch {
    // the same error comes again in the thread that opens the file
  }
  Atomics.store(stage, 0, DONE);
  Atomics.notify(stage, 0);
}
