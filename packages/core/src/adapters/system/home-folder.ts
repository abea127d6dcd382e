import { homedir } from "node:os";

/** The home folder of a program with this environment. */
export const homeFolder = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment["HOME"] ?? environment["USERPROFILE"] ?? homedir();
