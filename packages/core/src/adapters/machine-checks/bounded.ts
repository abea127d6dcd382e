import type { Seen } from "../../doctor/machine-report.ts";
import { errorText } from "../../shared/error-text.ts";

/** A drive that does not answer may keep a look for minutes: it is given up after this time. */
const PATIENCE_MS = 2_500;

/** What a look has seen, or that it took too long or failed. Never rejects. */
export async function bounded<Value>(
  look: () => Promise<Value>,
  patienceMs = PATIENCE_MS,
): Promise<Seen<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Seen<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "unseen", why: "timed-out", afterMs: patienceMs }), patienceMs);
  });
  try {
    return await Promise.race([look().then((value): Seen<Value> => ({ kind: "seen", value })), tooLong]);
  } catch (error) {
    return { kind: "unseen", why: "failed", detail: errorText(error) };
  } finally {
    clearTimeout(timer);
  }
}
