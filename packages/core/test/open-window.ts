/** A window as a process of its own: says its name once it is open and runs Ollama, and lives on until it is killed. */
import { newWindowId } from "../src/adapters/index.ts";
import { engineLock, windowFiles } from "../src/adapters/store/history-files.ts";

const [lockFile = "", folder = ""] = process.argv.slice(2);
const window = newWindowId();
const logger = { info() {}, warn: console.error };
windowFiles(folder, window, logger).enter();
if (engineLock(lockFile, logger).tryTake()) console.log(window);
setInterval(() => {}, 60_000);
