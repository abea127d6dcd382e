import type { Exit } from "../shared/failure.ts";

/** Signals by which others end a process in an orderly way. */
const ORDERLY: ReadonlySet<string | undefined> = new Set(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]);

/**
 * How a service ended that Paddock did not stop. Ollama itself never exits with 0 but after SIGTERM or SIGINT (recordings
 * `log-sigterm`, `log-sigint`). The system kills a process by SIGKILL when memory runs out.
 */
export function endOf({ code, signal }: Exit): "ended-by-others" | "killed" | "crashed" | "unknown" {
  if (code === 0 || ORDERLY.has(signal)) return "ended-by-others";
  if (signal === "SIGKILL") return "killed";
  return code === undefined && signal === undefined ? "unknown" : "crashed";
}
