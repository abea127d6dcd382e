import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { runtimeArguments, runtimeName } from "../../../test/runtime.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { describeStoreFailure } from "../../ui/text/store-failure.view.ts";
import { openHistory } from "./open-history.ts";
import { storeFailureOf } from "./sqlite.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup();
});

const logger: Logger = { info() {}, warn() {} };
const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function openIn(folder: string) {
  const history = openHistory({ folder, machine: "here", limits, logger });
  cleanups.push(() => history.store.close());
  return history;
}

/** Locks the bytes that SQLite locks in its shared memory, as a network file system with stuck locks does. */
const HOLDER = `
import fcntl, os, sys, time
f = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(f, fcntl.LOCK_EX | fcntl.LOCK_NB, 8, 120)
print("held", flush=True)
time.sleep(600)
`;
const script = fileURLToPath(new URL("../../../test/say-history-news.ts", import.meta.url));
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;
const hasPython = spawnSync("python3", ["--version"]).status === 0;

async function holdLocks(folder: string): Promise<void> {
  const file = path.join(folder, "history.db-shm");
  const holder = spawn("python3", ["-c", HOLDER, file], { stdio: ["ignore", "pipe", "inherit"] });
  cleanups.push(() => holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
}

describe("a history that cannot be opened", () => {
  it.skipIf(!hasPython || !runtimeName().startsWith("Node"))(
    "because its locks are stuck lets the window go on in memory, and blocks it for less than a second",
    { retry: 2 }, // on a busy machine the thread that looks first may begin too late (`store-probe.ts`)
    async () => {
      const folder = newFolder();
      openIn(folder);
      await holdLocks(folder);
      const beganMs = performance.now();
      const { store, lock } = openIn(folder);
      expect(performance.now() - beganMs).toBeLessThan(1_000);
      expect(store.takeNews()).toEqual([
        { kind: "unkept", failure: { kind: "store-locked", detail: expect.any(String) } },
      ]);
      expect(store.write(0, () => [])).toBe(true);
      expect(lock.tryTake()).toBeDefined();
    },
  );

  it.skipIf(!canMount)("because its folder cannot be made is in memory too", () => {
    const folder = newFolder();
    const readOnly = `mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"`;
    const open = [process.execPath, ...runtimeArguments, script, path.join(folder, "deep", "er")];
    const { stdout } = spawnSync("unshare", ["-rm", "sh", "-c", readOnly, "sh", folder, ...open], {
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(JSON.parse(stdout)).toEqual([{ kind: "unkept", failure: { kind: "store-read-only" } }]);
  });

  it("because the leader's file cannot be locked is in memory too: else there would be no leader", () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, "engine.lock"));
    const { store, lock } = openIn(folder);
    expect(store.takeNews()).toHaveLength(1);
    expect(lock.tryTake()).toBeDefined();
  });
});

describe("the reason of a failing store", () => {
  const kindOf = (message: string): string => storeFailureOf(new Error(message)).kind;

  it("is told from the words of SQLite and of the system", () => {
    expect(kindOf("locking protocol")).toBe("store-locked");
    expect(kindOf("database is locked")).toBe("store-locked");
    expect(kindOf("ENOLCK: no locks available, open")).toBe("store-locked");
    expect(kindOf("ENOSPC: no space left on device, write")).toBe("store-full");
    expect(kindOf("database or disk is full")).toBe("store-full");
    for (const code of ["EROFS", "EACCES", "EPERM", "ENOENT"])
      expect(kindOf(`${code}: some words, mkdir '/x'`)).toBe("store-read-only");
  });

  it("is that of locks where SQLite's code says so", () => {
    const refused = Object.assign(new Error("disk I/O error"), { errcode: 3850 });
    expect(storeFailureOf(refused)).toEqual({ kind: "store-locked", detail: "disk I/O error" });
  });

  it("is in the words of the system where it is none of these", () => {
    for (const detail of ["disk I/O error", "EIO: i/o error, open", "ENOSYS: function not implemented"]) {
      const failure = storeFailureOf(new Error(detail));
      expect(failure).toEqual({ kind: "store-failing", detail });
      expect(describeStoreFailure(failure)).toContain(`(${detail})`);
    }
    expect(storeFailureOf("odd")).toEqual({ kind: "store-failing", detail: "odd" });
  });
});
