import { watch, type FSWatcher } from "node:fs";
import * as path from "node:path";
import { Observable } from "rxjs";

/** The system tells of a write before others can see it, so it is looked for more than once. */
const LOOK_AFTER_MS = [0, 1, 2, 4, 8, 16, 30] as const;

/** Where the system tells of nothing, or has lost something. */
const LOOK_EVERY_MS = 1_000;

/** Emits soon after another process has written a database. `version` says whether one has. */
export const watchCommits = (file: string, version: () => number | undefined): Observable<"recorded"> =>
  new Observable((subscriber) => {
    let seen = version();
    const look = (): void => {
      const now = version();
      if (now === undefined || now === seen) return;
      seen = now;
      subscriber.next("recorded");
    };
    let looks: readonly ReturnType<typeof setTimeout>[] = [];
    const lookSoon = (): void => {
      for (const timer of looks) clearTimeout(timer);
      looks = LOOK_AFTER_MS.map((ms) => setTimeout(look, ms));
    };
    const watcher = watchFolder(path.dirname(file), path.basename(file), lookSoon);
    const backstop = setInterval(look, LOOK_EVERY_MS);
    return () => {
      watcher?.close();
      clearInterval(backstop);
      for (const timer of looks) clearTimeout(timer);
    };
  });

/** The folder, since the files beside a database come and go. */
function watchFolder(folder: string, name: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_event, changed) => {
      if (changed === null || changed.startsWith(name)) onChange();
    });
    watcher.on("error", () => watcher.close()); // the backstop goes on
    return watcher;
  } catch {
    return undefined; // no watchers are left on this machine; the backstop goes on
  }
}
