// `node lifeline.ts FOLDER SCRIPT …` runs a script. When standard input closes, the parent process has been killed:
// lifeline.ts then removes the folder, and ends the script with all processes that it started.
import { rmSync } from "node:fs";
import { pathToFileURL } from "node:url";

const graceMs = 3_000;
const [, , folder = "", script = ""] = process.argv;

process.stdin.resume().once("close", () => {
  rmSync(folder, { recursive: true, force: true });
  process.kill(process.pid, "SIGTERM");
  setTimeout(
    () => process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL"),
    graceMs,
  );
});

process.argv.splice(1, 2);
await import(pathToFileURL(script).href);
