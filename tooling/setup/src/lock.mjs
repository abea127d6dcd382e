import { createHash } from "node:crypto";
import { unlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * Runs the work exclusively: waits while another process does it in this repository.
 * @param {() => Promise<void>} work
 */
export async function onlyOneAtATime(work, address = lockAddress()) {
  let lock = await tryToLock(address);
  while (lock === undefined) {
    await untilReleased(address);
    lock = await tryToLock(address);
  }
  try {
    await work();
  } finally {
    lock.release();
  }
}

// A listening socket: it cannot be held twice, and the system frees it when its process dies.
// (A file below node_modules would not do: `npm ci` removes that folder.)
function lockAddress() {
  const name = `paddock-setup-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return process.platform === "linux" ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** @type {(address: string) => Promise<{ release(): void } | undefined>} */
function tryToLock(address) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import("node:net").Socket>} */
    const waiting = new Set();
    const server = createServer((socket) => waiting.add(socket.on("error", () => undefined)));
    const release = () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.once("error", (error) => (codeOf(error) === "EADDRINUSE" ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve({ release }));
  });
}

/** @type {(address: string) => Promise<void>} */
function untilReleased(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => console.log("Another setup is running here; waiting for it …"));
    socket.once("error", (error) => {
      if (codeOf(error) === "ECONNREFUSED" && !address.startsWith("\0")) removeLeftOver(address);
    });
    socket.once("close", () => resolve());
    socket.resume();
  });
}

/** @type {(error: NodeJS.ErrnoException) => string | undefined} */
const codeOf = (error) => error.code;

// On systems where sockets are files (macOS), the file remains when its process is killed.
/** @type {(address: string) => void} */
function removeLeftOver(address) {
  try {
    unlinkSync(address);
  } catch {
    // another process has removed it
  }
}
