import type { Folder } from "./folder.ts";

/** The folder for one process. Once the process has ended, all access to it throws. */
export function withinLifetime(folder: Folder, exitSignal: AbortSignal): Folder {
  const alive = (): Folder => {
    if (exitSignal.aborted) throw new ProcessEnded();
    return folder;
  };
  return {
    list: () => alive().list(),
    find: (name) => alive().find(name),
    read: (name) => alive().read(name),
    write: (name, text) => alive().write(name, text),
    open(name, sizeBytes) {
      const file = alive().open(name, sizeBytes);
      return {
        write(bytes, at) {
          alive();
          file.write(bytes, at);
        },
        close: () => file.close(),
      };
    },
    remove: (name) => alive().remove(name),
    rename: (from, to) => alive().rename(from, to),
    async hash(name) {
      const hash = await alive().hash(name);
      alive();
      return hash;
    },
  };
}

/** Stops work that was started by a process which has ended. */
export class ProcessEnded extends Error {
  constructor() {
    super("the process has ended");
  }
}
