import { spawn } from "node:child_process";
import { findNode24, pathWithPackages } from "./paths.mjs";

/**
 * Runs a script on Node 24 and ends with its exit code.
 * Trap: `node setup.mjs && node next.ts` would not work, because the shell caches the path of `node`, and
 * would run the second command on the old Node although the new one was installed in between.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<void>}
 */
export function runScript(script, args) {
  const node = findNode24();
  if (node === undefined) {
    console.error(
      "Node 24 is needed, and no package brings it for this machine. Install it from https://nodejs.org",
    );
    process.exitCode = 1;
    return Promise.resolve();
  }
  const env = { ...process.env, PATH: pathWithPackages() };
  const child = spawn(node, [script, ...args], { env, stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  whenOrphaned(() => child.kill("SIGTERM"));
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`${script} cannot be run: ${error.message}`);
      process.exitCode = 1;
      resolve();
    });
    child.once("exit", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
      resolve();
    });
  });
}

// When npm is ended, it signals only its shell, which ends without a signal to this process.
/** @type {(stop: () => void) => void} */
function whenOrphaned(stop) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
}
