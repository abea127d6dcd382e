import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";

// Like Ollama's desktop apps: keeps a server running, and ends it when it is asked to end (docs/ollama.md §4.3, §4.4).
const [, , ollama = "ollama"] = process.argv;
const { STAND_IN_PID_FILE, STAND_IN_RESPAWN_MS = "100" } = process.env;
let server: ChildProcess | undefined;
let isEnding = false;

const serve = (): void => {
  const started = spawn(ollama, ["serve"], { stdio: ["ignore", "inherit", "inherit"] });
  server = started;
  if (STAND_IN_PID_FILE !== undefined) writeFileSync(STAND_IN_PID_FILE, `${started.pid}`);
  started.once("exit", () => {
    if (isEnding) process.exit(0);
    setTimeout(serve, Number(STAND_IN_RESPAWN_MS));
  });
};

process.on("SIGTERM", () => {
  isEnding = true;
  if (!server || server.exitCode !== null || server.signalCode !== null) process.exit(0);
  server.kill("SIGINT");
});

serve();
