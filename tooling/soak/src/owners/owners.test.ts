import { expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { runCycles } from "./cycles.ts";

// `npm run soak -- owners` does the same a thousand times.
it.runIf(process.platform === "linux")(
  "services are started, stopped and killed, and no program of others is touched",
  { timeout: 120_000 },
  async () => {
    const { wrong, figures } = await runCycles(45, createRandom(3));
    expect(wrong).toEqual([]);
    expect(figures["steps"]).toMatch(/paddock stopped.*systemd killed.*terminal stopped/);
  },
);
