import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { enterCgroup } from "./cgroup.ts";

// Runs in a mount namespace of its own (`unshare --mount`). `systemd --user` only starts on a machine that was booted
// with systemd, which it sees by a folder in /run. Beware: a manager that finds the machine's own units would run them
// on the machine's own files, and empties /tmp first. SYSTEMD_UNIT_PATH without a colon at its end has only ours.
// All but the folder for temporary files is read-only, in case something of the machine runs all the same.
const [, , cgroup = "", writable = ""] = process.argv;
const mount = (...argv: readonly string[]): Buffer => execFileSync("mount", argv);
mount("--make-rprivate", "/");
mount("--bind", writable, writable);
mount("-o", "remount,bind,ro", "/");
mount("-t", "tmpfs", "tmpfs", "/run");
mkdirSync("/run/systemd/system", { recursive: true });
enterCgroup(cgroup);
const manager = spawn("/usr/lib/systemd/systemd", ["--user", "--log-target=console"], { stdio: "inherit" });
manager.once("exit", (code) => process.exit(code ?? 1));
// Its units were stopped before.
process.on("SIGTERM", () => void manager.kill("SIGKILL"));
