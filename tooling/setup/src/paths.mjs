import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * A path below node_modules.
 * @param {string[]} parts
 */
export const inPackages = (...parts) => join(root, "node_modules", ...parts);

/** The package that carries Node 24 for this machine; it has the headers for compiling, too. */
export const node24Package = inPackages(`node-${process.platform.replace("win32", "win")}-${process.arch}`);

/** Where that package has its Node; not every system has such a package. */
export const node24 = join(node24Package, "bin", process.platform === "win32" ? "node.exe" : "node");

/** Node 24: the one that was installed, or else the one that runs us if it is not older. */
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
