import { afterEach, expect } from "vitest";
import { settled, takeSessions } from "../src/testing/index.ts";
import { replay } from "./replay.ts";

// After each test, replays its sessions: the stored facts must give what was shown, byte for byte.
afterEach(async () => {
  await settled();
  for (const { stored, shown } of replay(takeSessions())) expect(stored).toBe(shown);
});
