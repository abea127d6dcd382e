import { hostname, release, userInfo } from "node:os";
import type { KnownWords } from "../../report/known-words.ts";
import { systemHome } from "./home-folder.ts";

/** The names by which this machine and its user are known, to take them out of a report. */
export function machineWords(): KnownWords {
  const name = hostname();
  const [first = name] = name.split(".");
  return { users: userNames(), hosts: [name, first], homes: [systemHome()] };
}

/** The account may have no entry, as in a container that runs with a number; the environment may have another name. */
function userNames(): readonly string[] {
  const names = [process.env["USER"], process.env["LOGNAME"], process.env["USERNAME"]];
  try {
    names.push(userInfo().username);
  } catch {
    // the names of the environment remain
  }
  return names.filter((name) => name !== undefined);
}

/** `linux x64 6.8.0`. */
export const systemName = (): string => `${process.platform} ${process.arch} ${release()}`;
