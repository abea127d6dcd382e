import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { evolve } from "../app/evolve.ts";
import { initialState } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { hostIdOf, misconfiguredHostId } from "../hosts/host.ts";
import { at, host } from "../testing/events.ts";
import { modelName } from "../testing/index.ts";
import { hostnameIn, wordsInSettings } from "./words-in-settings.ts";
import { wordsInState } from "./words-in-state.action.ts";

const gpuBox = { ...DEFAULT_ENDPOINT, hostname: "gpubox", dialHostname: "gpubox" };
const id = parseDownloadId("d1")!;
const operation = { kind: "rename", model: modelName("pony"), destination: modelName("divorce") } as const;
const failure = { kind: "unexpected", detail: "" } as const;

describe("the words of a person in what is told", () => {
  it.each<[string, AppEvent, object]>([
    [
      "a host that was named",
      { type: "hosts.watched", hosts: [{ host: hostIdOf(gpuBox), name: "Falcon" }] },
      { hosts: ["gpubox"], names: ["Falcon"] },
    ],
    ["a host that was watched", at(gpuBox), { hosts: ["gpubox"] }],
    [
      "a host whose setting has no address",
      {
        type: "service.misconfigured",
        host: misconfiguredHostId("paddock.host"),
        setting: "paddock.host",
        text: "htp://gpubox",
        problem: "bad-scheme",
      },
      { hosts: ["gpubox"] },
    ],
    [
      "a new name",
      { type: "operation.failed", host, operation, failure },
      { models: ["divorce:latest", "divorce"] },
    ],
    [
      "a model that was made of a file",
      {
        type: "download.requested",
        host,
        id,
        model: modelName("divorce"),
        from: { file: "/x/falcon.gguf", label: "falcon.gguf" },
      },
      { names: ["falcon.gguf"], models: ["divorce:latest", "divorce"] },
    ],
    ["a model of a registry", { type: "download.requested", host, id, model: modelName("pony") }, {}],
  ])("are those of %s, in events and in the state before them", (_, event, words) => {
    const nothing = { hosts: [], names: [], owners: [], models: [] };
    const recorded = { seq: 1, atMs: 0, event };
    expect(wordsInState(initialState, {}, { facts: [], events: [recorded] })).toEqual({
      ...nothing,
      ...words,
    });
    const { facts } = evolve(initialState, recorded);
    const before = wordsInState(initialState, {}, { facts: [facts], events: [] });
    if (event.type !== "service.misconfigured") expect(before).toEqual({ ...nothing, ...words });
  });
});

describe("the words of a person in the settings", () => {
  it("are the hosts and their names, also of those that cannot be used", () => {
    expect(
      wordsInSettings({
        host: "gpubox2",
        hosts: [
          "htp://attic:1",
          { name: "Falcon", address: "cellar:99999" },
          { name: 7 },
          { name: "Eagle" },
          null,
        ],
        insecureRegistries: ["team9:5000"],
      }),
    ).toEqual({
      hosts: ["gpubox2", "attic", "cellar", "", "", "", "team9"],
      names: ["", "Falcon", "", "Eagle", ""],
    });
  });

  it.each([
    ["http://gpubox:11434/v1?x=1", "gpubox"],
    ["me:pw@gpubox", "gpubox"],
    ["[fe80::1]:11434", "[fe80::1]"],
    [" gpubox/ollama ", "gpubox"],
  ])("are in %s", (address, hostname) => {
    expect(hostnameIn(address)).toBe(hostname);
  });
});
