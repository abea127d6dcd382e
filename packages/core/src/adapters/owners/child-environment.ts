import * as path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of VS Code and its extension host that no other program should inherit. */
const NOT_FOR_CHILDREN = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_FD$|PADDOCK_|CHROME_DESKTOP$)/;

/** The environment of this process, as another program may inherit it. */
export function environmentOfChild(inherited: Environment): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited))
    if (value !== undefined && !NOT_FOR_CHILDREN.test(name)) environment[name] = value;
  return environment;
}

/**
 * The same for a tool that is searched for by its name, and whose answers are read: it answers in English, and relative
 * folders on the PATH are left out, since with them the open workspace could choose what is executed.
 */
export function environmentOfTool(inherited: Environment): Readonly<Record<string, string>> {
  const environment: Record<string, string> = { ...environmentOfChild(inherited), LC_ALL: "C" };
  for (const [name, value] of Object.entries(environment))
    if (name.toUpperCase() === "PATH") environment[name] = absoluteFolders(value);
  return environment;
}

const absoluteFolders = (searched: string): string =>
  searched
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .join(path.delimiter);
