import { describe, expect, it } from "vitest";
import { recording, releaseOf, versions, type Version } from "../../src/index.ts";
import type { JsonObject } from "../../src/json.ts";
import { openPullTestbed } from "../conformance/pulls/pull-testbed.ts";
import { completedOf } from "../support/system.ts";

/** Bytes of an interrupted pull: shown to the client, in the files, and in the files after a restart. */
type Trial = {
  readonly shownBytes: number;
  readonly savedBytes: number;
  readonly savedAfterRestart: number;
};

type Stop = "SIGTERM" | "SIGKILL" | "client closed, 1.2 s later SIGTERM";

const STOPS: readonly (readonly [Stop, { readonly stopForgets: number }])[] = [
  ["SIGTERM", { stopForgets: 0 }],
  ["SIGTERM", { stopForgets: 1 }],
  ["SIGKILL", { stopForgets: 0 }],
  ["client closed, 1.2 s later SIGTERM", { stopForgets: 1 }],
];

describe.each(versions)("a stop during a pull leaves files that Ollama %s could leave", (version) => {
  it.for(STOPS)("%s, %o", async ([stop, chances]) => {
    const recorded = trialsOf(version, stop).map(describeTrial);
    expect(recorded.length).toBeGreaterThan(2);
    const replayed = describeTrial(await replay(version, stop, chances));
    expect(recorded).toContain(replayed);
    expect(replayed).toMatch(
      stop === "SIGKILL" || (stop === "SIGTERM" && chances.stopForgets === 1) ? /^lost/ : /^kept/,
    );
  });
});

function describeTrial({ shownBytes, savedBytes, savedAfterRestart }: Trial): string {
  const kept = savedBytes >= shownBytes ? "kept" : "lost";
  return `${kept}, ${savedAfterRestart === savedBytes ? "still there" : "deleted"} after a restart`;
}

async function replay(version: Version, stop: Stop, chances: { stopForgets: number }): Promise<Trial> {
  const testbed = await openPullTestbed({ version: releaseOf(version), chances }, 100);
  try {
    const { pull, registry, run, simulator } = testbed;
    registry.bytesPerSecond = 1_000_000;
    const client = pull("stable/clydesdale");
    await run(1500);
    if (stop !== "SIGTERM" && stop !== "SIGKILL") {
      client.leave();
      await run(1200);
    }
    const shownBytes = completedOf(client).at(-1) ?? 0;
    await simulator.pause(stop === "SIGKILL" ? "SIGKILL" : "SIGTERM");
    const savedBytes = simulator.partials[0]?.doneBytes ?? 0;
    await simulator.resume();
    return { shownBytes, savedBytes, savedAfterRestart: simulator.partials[0]?.doneBytes ?? 0 };
  } finally {
    await testbed.close();
  }
}

function trialsOf(version: Version, stop: Stop): readonly Trial[] {
  const recorded = recording(version, "stops-in-mid-pull");
  return (recorded.kind === "table" ? recorded.rows : [])
    .filter(({ signal }) => signal === stop)
    .map(toTrial);
}

function toTrial(row: JsonObject): Trial {
  const [shownBytes, savedBytes, savedAfterRestart] = [
    row.shownBytes,
    row.savedBytes,
    row.savedAfterRestart,
  ].map(Number);
  return { shownBytes: shownBytes!, savedBytes: savedBytes!, savedAfterRestart: savedAfterRestart! };
}
