/** Whether a version of Ollama is older than another; an unknown one (`0.0.0`, a custom build) is not. */
export function isOlderThan(version: string, other: string): boolean {
  const own = numbersOf(version);
  if (!own || own.every((number) => number === 0)) return false;
  const others = numbersOf(other) ?? [];
  const place = own.findIndex((number, index) => number !== (others[index] ?? 0));
  return place >= 0 && (own[place] ?? 0) < (others[place] ?? 0);
}

/** The oldest Ollama that Paddock works with. */
const OLDEST = "0.6.0";

/** Whether a version is one of Ollama's: servers like Ollama have versions of their own (`v240`, `0.0.74`). */
export const isOllamaVersion = (version: string): boolean =>
  /^\d+\.\d+\.\d+/.test(version) && !isOlderThan(version, OLDEST);

/** A release candidate (`0.33.0-rc2`) counts as its release. */
function numbersOf(version: string): readonly number[] | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version.trim()) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
}
