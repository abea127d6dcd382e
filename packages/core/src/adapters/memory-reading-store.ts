import type { Recorded } from "../domain/domain.ts";
import type { ReadingStore } from "../ports/reading-store.ts";

/** Forgets everything when the session ends; for tests, and for hosts without a disk. */
export function memoryReadingStore(remembered: Iterable<readonly [string, Recorded]> = []): ReadingStore {
  const byKey = new Map(remembered);
  return {
    load: () => Promise.resolve([...byKey.values()]),
    save(key, recorded) {
      byKey.set(key, recorded);
      return Promise.resolve();
    },
  };
}
