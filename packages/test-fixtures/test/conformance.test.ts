import { describe, expect, it } from "vitest";
import { recordings, releaseOf, versions, type Recording, type Version } from "../src/index.ts";
import { openTestbed, type State } from "./conformance/testbed.ts";
import { differences } from "./conformance/compare.ts";
import { disks } from "./conformance/disk.ts";
import { excluded } from "./conformance/excluded.ts";
import { excludedForOlder } from "./conformance/excluded-for-older.ts";
import { excludedForPreview } from "./conformance/excluded-for-preview.ts";
import { scenarios } from "./conformance/pulls/scenarios.ts";
import { send } from "./conformance/send.ts";
import { recordedAs, withoutGraphicsMemory } from "./conformance/recorded.ts";
import { states } from "./conformance/states.ts";
import { previewStates } from "./conformance/states/preview-states.ts";
import { listStates } from "./conformance/states/list-states.ts";

const [PREVIEW, NEWEST, ...OLDER] = versions;

describe(`the simulator answers as Ollama ${PREVIEW} did`, () => {
  const older = Object.keys(states).filter((name) => !(name in excludedForPreview));

  it.for(older)("%s", async (name) => {
    const state = previewStates[name] ?? states[name] ?? {};
    expect(await answerDifferences(recordedAs(PREVIEW, name), state, PREVIEW)).toEqual([]);
  });

  it.for(Object.entries(listStates))("%s", async ([name, state]) => {
    expect(await answerDifferences(withoutGraphicsMemory(name), state, PREVIEW)).toEqual([]);
  });

  it("or the recording is excluded with a reason", () => {
    const tables = [states, listStates, scenarios, excluded, excludedForPreview];
    const named = new Set([...tables.flatMap((table) => Object.keys(table)), ...disks]);
    expect([...named].sort()).toEqual(recordings(PREVIEW).map(({ name }) => name));
  });
});

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

function differencesOf(version: Version, name: string): Promise<readonly string[]> {
  return answerDifferences(recordedAs(version, name), states[name] ?? {}, version);
}

async function answerDifferences(
  recorded: Recording,
  state: State,
  version: Version,
): Promise<readonly string[]> {
  if (!("request" in recorded)) return [`${recorded.kind} is not a response`];
  const testbed = await openTestbed({ ...state, options: { ...state.options, version: releaseOf(version) } });
  try {
    const { substitutions, simulator } = testbed;
    const { upload } = state;
    const how = { substitutions, ...(upload && { upload }) };
    return differences(recorded, await send(simulator.port, recorded.request, how));
  } finally {
    await testbed.close();
  }
}
