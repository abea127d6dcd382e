/** A window as a process of its own: says its name once it is open and runs Ollama, and lives on until it is killed. */
import { newWindowId } from "../src/adapters/index.ts";
import { leaderLock, windowFiles } from "../src/adapters/store/history-files.ts";

const [lockFile = "", folder = ""] = process.argv.slice(2);
const window = newWindowId();
const logger = { info() {}, warn: console.error };
const presence = windowFiles(folder, window, logger);
const lock = leaderLock(lockFile, logger);
presence.enter();
if (lock.tryTake()) console.log(window);
// What nobody refers to any more may be collected, and lets go of its file.
setInterval(() => [presence, lock], 60_000);
