import { watch, type FSWatcher } from "node:fs";
import * as path from "node:path";
import { Observable } from "rxjs";

/** The system reports a write before other connections can see it, so the version is read several times. */
const CHECK_AFTER_MS = [0, 1, 2, 4, 8, 16, 30] as const;

/** A poll in case the system does not report a write. */
const POLL_EVERY_MS = 1_000;

/** Emits soon after another process has written to a database. `version` changes with each write. */
export const watchCommits = (file: string, version: () => number | undefined): Observable<"recorded"> =>
  new Observable((subscriber) => {
    let seen = version();
    const check = (): void => {
      const now = version();
      if (now === undefined || now === seen) return;
      seen = now;
      subscriber.next("recorded");
    };
    let timers: readonly ReturnType<typeof setTimeout>[] = [];
    const checkSoon = (): void => {
      for (const timer of timers) clearTimeout(timer);
      timers = CHECK_AFTER_MS.map((ms) => setTimeout(check, ms));
    };
    const watcher = watchFolder(path.dirname(file), path.basename(file), checkSoon);
    const poll = setInterval(check, POLL_EVERY_MS);
    return () => {
      watcher?.close();
      clearInterval(poll);
      for (const timer of timers) clearTimeout(timer);
    };
  });

/** Watches the folder, because the files next to a database come and go. */
function watchFolder(folder: string, name: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, changed) => {
      if (changed === null || changed.startsWith(name)) onChange();
    });
    watcher.on("error", () => watcher.close()); // polling goes on
    return watcher;
  } catch {
    return undefined; // the machine has no watchers left; polling goes on
  }
}
