import { host } from "../../testing/events.ts";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { eventStoreContract } from "../../testing/contracts/index.ts";
import { fakeDetails } from "../../testing/index.ts";
import { memoryHistory } from "./memory-event-store.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

function sqliteHistory() {
  const folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  const file = path.join(folder, "history.db");
  return {
    file,
    open: () => sqliteEventStore({ file, mayReplaceDamaged: () => true }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

describe.each([
  ["memory", () => ({ ...memoryHistory(), end: () => {} })],
  ["SQLite", sqliteHistory],
])("a history in %s", (_where, begin) => {
  for (const { name, keep } of eventStoreContract) it(name, () => keep({ begin }));
});

describe("a history in SQLite", () => {
  it("counts only events towards its size limit: deleting events would not make readings smaller", () => {
    const { open, end } = sqliteHistory();
    const store = open();
    const details = fakeDetails({ license: "x".repeat(500_000) });
    store.write(0, (_others, seq) => [
      { seq, atMs: 1, event: { type: "models.described", host, key: "d", details } },
      ...Array.from({ length: 1_000 }, (_, index) => ({
        seq: seq + 1 + index,
        atMs: 1,
        event: { type: "models.refresh-requested", host } as const,
      })),
    ]);
    expect(store.forgetUpTo({ beforeMs: 0, bytes: 150_000 })).toBeUndefined();
    expect(store.forgetUpTo({ beforeMs: 0, bytes: 40_000 })).toBeGreaterThan(300);
    store.close();
    end();
  });

  it.skipIf(process.platform === "win32")("can be read only by its owner", () => {
    const { open, end, file } = sqliteHistory();
    const store = open();
    store.write(0, (_others, seq) => [{ seq, atMs: 1, event: { type: "models.refresh-requested", host } }]);
    for (const ending of ["", "-wal", "-shm"]) expect(statSync(file + ending).mode & 0o077).toBe(0);
    store.close();
    end();
  });

  it("can be opened and read while another window is suspended in the middle of a write", () => {
    const { open, end } = sqliteHistory();
    const writing = open();
    const isWritten = writing.write(0, () => {
      const reading = open();
      expect(reading.load().recorded).toEqual([]);
      expect(reading.write(0, () => [])).toBe(false);
      reading.close();
      return [];
    });
    expect(isWritten).toBe(true);
    writing.close();
    end();
  });
});
