import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";

/** @typedef {{ cwd?: string, env?: Record<string, string> }} Place */

/**
 * Runs the npm that started this process (or else the one on the PATH); rejects with its output if it fails.
 * @param {string[]} args
 * @param {Place} place
 */
export function npm(args, place = {}) {
  const [program, ...first] = npmCommand();
  return run(program, [...first, ...args, "--no-audit", "--no-fund", "--loglevel=error"], place);
}

/**
 * Runs a program without a shell; rejects with the end of its output if it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {Place} place
 * @returns {Promise<void>}
 */
export function run(program, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    /** @param {Buffer} chunk */
    const listen = (chunk) => (said = (said + chunk).slice(-4000));
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", (error) => reject(new Error(`${program} cannot be run: ${error.message}`)));
    child.once("close", (code, signal) => {
      if (code === 0) return resolve();
      reject(new Error(`\`${[program, ...args].join(" ")}\` ended with ${signal ?? code}:\n${said.trim()}`));
    });
  });
}

// npm runs on the Node that started it: ours may be in the folder that `npm ci` removes.
/** @returns {[string, ...string[]]} */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node = process.execPath } = process.env;
  const ownNode = existsSync(node) ? node : process.execPath;
  if (cli?.endsWith("npm-cli.js")) return [ownNode, cli];
  const beside = join(dirname(process.execPath), process.platform === "win32" ? "." : "../lib", npmCli);
  return existsSync(beside) ? [process.execPath, beside] : ["npm"];
}

const npmCli = "node_modules/npm/bin/npm-cli.js";
