import type { ChildProcess } from "node:child_process";

/** Sends a signal to a child that leads a group of its own, and to whatever it has started. Windows has no groups. */
export function endGroup(child: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, name);
  } catch {
    // it has just ended
  }
}
