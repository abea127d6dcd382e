import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { eventStoreContract } from "../../testing/contracts/index.ts";
import { memoryHistory } from "../memory-event-store.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

function sqliteHistory() {
  const folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  const file = path.join(folder, "history.db");
  return {
    open: () => sqliteEventStore({ file, mayBeginAnew: () => true }),
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
  it("is opened and read while another window is suspended in the middle of a write", () => {
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
