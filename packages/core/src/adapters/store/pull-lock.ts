import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Endpoint } from "../../hosts/endpoint.ts";
import { isLoopback, isUnspecified } from "../../hosts/hostname.ts";
import type { Logger } from "../../shared/logger.port.ts";
import type { LeaderLock } from "../../windows/leader-lock.port.ts";
import { ownNetwork } from "../system/machine-id.ts";
import type { FileLock } from "./file-lock.ts";
import { leaderLock } from "./history-files.ts";

/**
 * The lock of this machine for pulls from one Ollama, as a file in the temporary folder: that is on a local disk, where
 * locks can be trusted, and all editors of the person find it. Where it cannot be locked, pulls are made all the same.
 */
export function pullLock(endpoint: Endpoint, logger: Logger): LeaderLock {
  let lock: LeaderLock | undefined;
  return {
    tryTake() {
      lock ??= openLock(endpoint, logger);
      return lock.tryTake();
    },
  };
}

function openLock(endpoint: Endpoint, logger: Logger): LeaderLock {
  const folder = path.join(temporaryFolder(), `paddock-${process.getuid?.() ?? "user"}`);
  try {
    makePrivate(folder);
  } catch (error) {
    logger.warn(`downloads of other editors on this machine cannot be seen: ${String(error)}`);
    return { tryTake: () => () => {} };
  }
  return leaderLock(path.join(folder, `pulls-${nameOf(endpoint)}.lock`), logger, unknownLock);
}

/** Not `TMPDIR`, which may differ between two editors. */
const temporaryFolder = (): string => (process.platform === "linux" ? "/tmp" : tmpdir());

/** The temporary folder may belong to all users: another one must not be able to hold our downloads up. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isPrivate = process.getuid === undefined || (found.uid === process.getuid() && !(found.mode & 0o022));
  if (!found.isDirectory() || !isPrivate) throw new Error(`“${folder}” is not ours`);
}

/** Tried again each time, in case the file can be locked after all. */
const unknownLock: FileLock = { isThere: () => false, release() {} };

function nameOf({ dialHostname, port }: Endpoint): string {
  const isLocal = isLoopback(dialHostname) || isUnspecified(dialHostname);
  const place = [isLocal ? "local" : dialHostname.toLowerCase(), port, isLocal ? ownNetwork() : undefined];
  return createHash("sha256").update(JSON.stringify(place)).digest("hex").slice(0, 16);
}
