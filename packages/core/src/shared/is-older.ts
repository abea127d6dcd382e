/** Whether a moment is at least this long ago, or seems to lie ahead because the clock was set back. All in milliseconds. */
export function isOlder(atMs: number, ageMs: number, nowMs: number): boolean {
  const sinceMs = nowMs - atMs;
  return sinceMs < 0 || sinceMs >= ageMs;
}
