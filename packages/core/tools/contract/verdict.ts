import { isOlderThan } from "../../src/service/versions.ts";

/** The newest Ollama that was recorded or read about (docs/ollama.md §7). */
export const NEWEST_KNOWN = "0.40.2";

/** Older versions lack fields that are known to be newer (docs/ollama.md §7). */
export function hasAllKnownFields(version: string): boolean {
  return !isOlderThan(version, "0.40.0");
}

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Whether this Ollama may differ from what is known without anything being wrong. */
export function isUnknownVersion(version: string): boolean {
  return isOlderThan(NEWEST_KNOWN, version);
}

/** The last lines, and the exit code. A broken promise of an unknown version is news, not a failure. */
export function verdictOf(
  version: string,
  { passed, failed, skipped }: Counts,
  differences: readonly string[],
): { readonly lines: readonly string[]; readonly exitCode: 0 | 1 } {
  const isUnknown = isUnknownVersion(version);
  const counted = `${passed} passed, ${failed} ${isUnknown ? "different" : "failed"}, ${skipped} skipped`;
  const news = failed + differences.length;
  const about = `Ollama ${version} is newer than ${NEWEST_KNOWN}, the newest that is known here.`;
  const end =
    news === 0
      ? "The checks found no difference."
      : "The lines with ≠ say what it does differently. Add it to docs/ollama.md and, if we rely on it, to the code.";
  return {
    lines: [
      ...differences.map((difference) => `≠ ${difference}`),
      counted,
      ...(isUnknown ? [`${about} ${end}`] : []),
    ],
    exitCode: failed > 0 && !isUnknown ? 1 : 0,
  };
}
