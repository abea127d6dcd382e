import { describe, expect, it } from "vitest";
import { recording, recordings, versions, type Version } from "../src/index.ts";
import { openTestbed } from "./conformance/testbed.ts";
import { differences } from "./conformance/compare.ts";
import { disks } from "./conformance/disk.ts";
import { excluded } from "./conformance/excluded.ts";
import { excludedForOlder } from "./conformance/excluded-for-older.ts";
import { scenarios } from "./conformance/pulls/scenarios.ts";
import { send } from "./conformance/send.ts";
import { states } from "./conformance/states.ts";

const [NEWEST, ...OLDER] = versions;

describe(`the simulator answers as Ollama ${NEWEST} did`, () => {
  it.for(Object.keys(states))("%s", async (name) => {
    expect(await differencesOf(NEWEST, name)).toEqual([]);
  });

  it("or the recording is excluded with a reason", () => {
    // Pulls and the files that they leave have tests of their own.
    const named = [states, scenarios, excluded].flatMap((table) => Object.keys(table));
    expect([...named, ...disks].sort()).toEqual(recordings(NEWEST).map(({ name }) => name));
  });
});

describe.each(OLDER)("the simulator answers as Ollama %s did", (version) => {
  const names = Object.keys(states).filter((name) => !(name in excludedForOlder));

  it.for(names)("%s", async (name) => {
    expect(await differencesOf(version, name)).toEqual([]);
  });
});

async function differencesOf(version: Version, name: string): Promise<readonly string[]> {
  const recorded = recording(version, name);
  if (!("request" in recorded)) return [`${recorded.kind} is not a response`];
  const state = states[name] ?? {};
  const testbed = await openTestbed({ ...state, options: { ...state.options, version } });
  try {
    const { substitutions, simulator } = testbed;
    const { upload } = state;
    const how = { substitutions, ...(upload && { upload }) };
    return differences(recorded, await send(simulator.port, recorded.request, how));
  } finally {
    await testbed.close();
  }
}
