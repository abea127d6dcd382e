import type { AnsweredRequest } from "../simulator/http/request-log.ts";

export type LogEntry = {
  readonly level?: "INFO" | "WARN";
  readonly source: string;
  readonly message: string;
  /** `key=value` pairs. */
  readonly fields?: string;
};

/** A line of Ollama's log. */
export function toLogLine(
  { level = "INFO", source, message, fields = "" }: LogEntry,
  atMs = Date.now(),
): string {
  const time = new Date(atMs).toISOString();
  const msg = /^[\w-]+$/.test(message) ? message : JSON.stringify(message);
  return `time=${time} level=${level} source=${source} msg=${msg}${fields === "" ? "" : ` ${fields}`}`;
}

/** The line that Ollama's web framework writes about a request. */
export function toRequestLine(
  { method, path, status, tookMs, remoteAddress }: Omit<AnsweredRequest, "body">,
  atMs = Date.now(),
): string {
  const time = new Date(atMs).toISOString();
  const date = `${time.slice(0, 10).replaceAll("-", "/")} - ${time.slice(11, 19)}`;
  const took = toGoDuration(tookMs).padStart(13);
  return `[GIN] ${date} | ${status} | ${took} | ${remoteAddress.padStart(15)} | ${method.padEnd(7)}  "${path}"`;
}

/** A duration in Go's notation. */
export function toGoDuration(ms: number): string {
  if (ms >= 1000) return `${Number((ms / 1000).toFixed(6))}s`;
  return ms >= 1 ? `${Number(ms.toFixed(6))}ms` : `${Number((ms * 1000).toFixed(3))}µs`;
}
