// `node lifeline.ts SCRIPT …` runs a script, and ends it with all that it started when standard input closes:
// that is when whoever started it has died without being able to say so.
import { pathToFileURL } from "node:url";

const graceMs = 3_000;

process.stdin.resume().once("close", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(
    () => process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL"),
    graceMs,
  );
});

process.argv.splice(1, 1);
const [, script = ""] = process.argv;
await import(pathToFileURL(script).href);
