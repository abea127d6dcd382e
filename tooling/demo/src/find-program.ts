import { delimiter } from "node:path";
import which from "which";

/** The path of a program that the person installed: npm's own folders on the PATH are skipped. */
export function findProgram(name: string, path: string = process.env.PATH ?? ""): string | undefined {
  const folders = path
    .split(delimiter)
    .filter((folder) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder));
  return which.sync(name, { path: folders.join(delimiter), nothrow: true }) ?? undefined;
}
