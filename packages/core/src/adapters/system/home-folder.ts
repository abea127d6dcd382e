import { homedir } from "node:os";
import { parse } from "node:path";

/** The home folder of a program with this environment. */
export const homeFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment["HOME"] ?? environment["USERPROFILE"] ?? systemHome();

/**
 * The home folder of this process. An account may have no entry, as in a container that runs with a number: without the
 * variable HOME it has no home folder, and the root takes its place, as for a login (login(1)).
 */
export function systemHome(read = homedir): string {
  try {
    return read();
  } catch {
    return parse(process.cwd()).root;
  }
}
