import { spawn } from "node:child_process";
import { findNode24, pathWithPackages } from "./paths.mjs";

/**
 * Runs a script on Node 24 and ends as it ends.
 * Trap: `node setup.mjs && node next.ts` would not do, because the shell remembers where it found the
 * first `node`, and runs the second on the old one when the new one was installed in between.
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

// npm that is told to end passes that on to its shell only, which ends without a word to us.
/** @type {(stop: () => void) => void} */
function whenOrphaned(stop) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 500).unref();
}
