import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * A path below node_modules.
 * @param {string[]} parts
 */
export const inPackages = (...parts) => join(root, "node_modules", ...parts);

/** The package that contains Node 24 for this machine, with the headers for compiling. */
export const node24Package = inPackages(`node-${process.platform.replace("win32", "win")}-${process.arch}`);

/** The Node of that package; the package does not exist for every system. */
export const node24 = join(node24Package, "bin", process.platform === "win32" ? "node.exe" : "node");

/** The installed Node 24, or else the Node that runs this process, if it is not older. */
export function findNode24() {
  if (existsSync(node24)) return node24;
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

/** The PATH that npm gives to scripts, with our own executables first. */
export function pathWithPackages(path = process.env.PATH ?? "") {
  const first = inPackages(".bin");
  return path.split(delimiter)[0] === first ? path : [first, path].join(delimiter);
}

/**
 * Whether a program of this name is on the PATH.
 * @param {string} program
 */
export function isOnPath(program, path = process.env.PATH ?? "") {
  return path.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, program)));
}
