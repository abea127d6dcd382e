import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { endCgroup } from "./cgroup.ts";
import { nodeExecutable } from "./install-tools.ts";

/** A real `systemd --user` that has only the units of a test. There is no journal. */
export type RealSystemd =
  | {
      readonly kind: "runs";
      /** With this, the machine's own `systemctl --user` asks this manager. */
      readonly environment: Readonly<Record<"XDG_RUNTIME_DIR" | "PATH", string>>;
      /** Ends the manager and everything that it started. */
      close(): Promise<void>;
    }
  | { readonly kind: "cannot-run"; readonly reason: string };

/** Starts it with these unit files: `{ "ollama.service": "[Service]…" }`. */
export async function openRealSystemd(units: Readonly<Record<string, string>>): Promise<RealSystemd> {
  const reason = obstacle();
  if (reason !== undefined) return { kind: "cannot-run", reason };
  const folder = mkdtempSync(join(tmpdir(), "systemd-"));
  const [runtime, unitFolder] = [join(folder, "run"), join(folder, "units")];
  mkdirSync(runtime, { mode: 0o700 });
  mkdirSync(unitFolder);
  for (const [name, text] of Object.entries({ ...TARGETS, ...units }))
    writeFileSync(join(unitFolder, name), text);

  const cgroup = basename(folder);
  const environment = { XDG_RUNTIME_DIR: runtime, PATH: "/usr/local/bin:/usr/bin:/bin" };
  const manager = spawn("unshare", ["--mount", nodeExecutable(), namespaceProgram, cgroup, tmpdir()], {
    env: { ...environment, HOME: folder, SYSTEMD_UNIT_PATH: unitFolder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  manager.stderr.setEncoding("utf8").on("data", (piece: string) => (words += piece));
  const ended = new Promise<void>((resolve) => {
    manager.once("close", resolve);
    manager.once("error", () => resolve());
  });
  const close = async (): Promise<void> => {
    await ask(environment, ["stop", ...Object.keys(units)]);
    manager.kill("SIGTERM");
    await ended;
    await endCgroup(cgroup);
    rmSync(folder, { recursive: true, force: true });
  };
  while (!(await ask(environment, ["show", "-p", "Version"]))) {
    if (manager.exitCode === null && manager.pid !== undefined) continue;
    await close();
    return { kind: "cannot-run", reason: `systemd --user ended: ${words.trim()}` };
  }
  return { kind: "runs", environment, close };
}

function obstacle(): string | undefined {
  if (process.platform !== "linux") return "there is no systemd on this platform";
  if (process.getuid?.() !== 0) return "only root can give systemd a namespace";
  if (!existsSync("/usr/lib/systemd/systemd")) return "systemd is not installed (apt-get install systemd)";
  return undefined;
}

/** Whether the manager did what it was asked. */
async function ask(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<boolean> {
  try {
    await promisify(execFile)("systemctl", ["--user", ...argv], { env, timeout: 10_000 });
    return true;
  } catch {
    return setTimeout(20, false);
  }
}

const namespaceProgram = fileURLToPath(new URL("systemd-namespace.ts", import.meta.url));

const target = "[Unit]\nDefaultDependencies=no\n";
const TARGETS = {
  "default.target": target,
  "basic.target": target,
  "shutdown.target": target,
};
