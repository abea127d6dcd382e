import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inPackages, root } from "./paths.mjs";

/** Whether node_modules matches package-lock.json. */
export function isInstalled() {
  const wanted = readLock(join(root, "package-lock.json"));
  const present = readLock(inPackages(".package-lock.json"));
  return wanted !== undefined && present !== undefined && missingPackages(wanted, present).length === 0;
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean }} Entry */
/** @typedef {{ packages: Record<string, Entry> }} Lock */

/**
 * The packages of a lockfile that are missing from the lockfile that npm writes to node_modules.
 * That file is compared instead of a stamp of ours, so that `npm install` by hand counts as well.
 * @param {Lock} wanted
 * @param {Lock} present
 */
export function missingPackages(wanted, present) {
  return Object.entries(wanted.packages)
    .filter(([path, entry]) => path.includes("node_modules/") && !entry.optional)
    .filter(([path, entry]) => !isSame(entry, present.packages[path]))
    .map(([path]) => path);
}

/** @type {(wanted: Entry, present: Entry | undefined) => boolean} */
function isSame(wanted, present) {
  return (
    present !== undefined && wanted.version === present.version && wanted.integrity === present.integrity
  );
}

/** @type {(path: string) => Lock | undefined} */
function readLock(path) {
  try {
    /** @type {unknown} */
    const lock = JSON.parse(readFileSync(path, "utf8"));
    return isLock(lock) ? lock : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is Lock}
 */
function isLock(value) {
  return typeof value === "object" && value !== null && "packages" in value;
}
