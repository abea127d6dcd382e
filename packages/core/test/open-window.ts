/** A window in its own process: takes the leader's lock, prints its id, and runs until it is killed. */
import { newWindowId } from "../src/adapters/index.ts";
import { leaderLock, windowFiles } from "../src/adapters/store/history-files.ts";

const [lockFile = "", folder = ""] = process.argv.slice(2);
const window = newWindowId();
const logger = { info() {}, warn: console.error };
const presence = windowFiles(folder, window, logger);
const lock = leaderLock(lockFile, logger);
presence.enter();
if (lock.tryTake()) console.log(window);
// Keeps references: a garbage-collected lock would release its file.
setInterval(() => [presence, lock], 60_000);
