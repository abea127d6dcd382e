import type { Folder } from "./folder.ts";

/** The folder as one process sees it: when the process has ended, nothing of it reads or writes any more. */
export function withinLifetime(folder: Folder, life: AbortSignal): Folder {
  const alive = (): Folder => {
    if (life.aborted) throw new ProcessEnded();
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

/** What is left to say to those who work for a process that is no more. Nobody hears it. */
export class ProcessEnded extends Error {
  constructor() {
    super("the process has ended");
  }
}
