import { describe, expect, it } from "vitest";
import { recording, recordings, versions, type Version } from "../src/index.ts";
import { openBench } from "./conformance/testbed.ts";
import { differences } from "./conformance/compare.ts";
import { disks } from "./conformance/disk.ts";
import { leftOut } from "./conformance/excluded.ts";
import { notOlder } from "./conformance/excluded-for-older.ts";
import { scenes } from "./conformance/pulls/scenarios.ts";
import { send } from "./conformance/send.ts";
import { states } from "./conformance/states.ts";

const [NEWEST, ...OLDER] = versions;

describe(`the simulator answers as Ollama ${NEWEST} did`, () => {
  it.for(Object.keys(states))("%s", async (name) => {
    expect(await differencesOf(NEWEST, name)).toEqual([]);
  });

  it("or it is said of the recording why not", () => {
    // Of pulls and of what they leave on the disk, tests of their own tell.
    const named = [states, scenes, leftOut].flatMap((table) => Object.keys(table));
    expect([...named, ...disks].sort()).toEqual(recordings(NEWEST).map(({ name }) => name));
  });
});

describe.each(OLDER)("the simulator answers as Ollama %s did", (version) => {
  const names = Object.keys(states).filter((name) => !(name in notOlder));

  it.for(names)("%s", async (name) => {
    expect(await differencesOf(version, name)).toEqual([]);
  });
});

async function differencesOf(version: Version, name: string): Promise<readonly string[]> {
  const recorded = recording(version, name);
  if (!("request" in recorded)) return [`${recorded.kind} is no answer`];
  const state = states[name] ?? {};
  const bench = await openBench({ ...state, options: { ...state.options, version } });
  try {
    const { substitutions, simulator } = bench;
    const { upload } = state;
    const how = { substitutions, ...(upload && { upload }) };
    return differences(recorded, await send(simulator.port, recorded.request, how));
  } finally {
    await bench.close();
  }
}
