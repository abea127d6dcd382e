import { hostIdOf, ownerChoice, parseEndpoint, type HostId } from "@paddock/core";
import { expect, it } from "vitest";
import { ownerSetting } from "../src/settings/owner-setting.ts";

const parsed = ownerChoice({ kind: "container", engine: "docker", name: "ollama" });
if (parsed.kind !== "chosen") throw new Error("the choice is valid");
const { choice } = parsed;

function idOf(address: string): HostId {
  const found = parseEndpoint(address);
  if ("problem" in found) throw new Error(found.problem);
  return hostIdOf(found.endpoint);
}

const HOSTS = [
  "box:1",
  { name: "lab", address: "http://lab:11434", caFile: "/ca.pem", owner: { kind: "snap" } },
];

const withList = (hosts: unknown) => ({ host: "localhost", hosts });

it("the owner of the first host has a setting of its own", () => {
  expect(ownerSetting(withList(HOSTS), { host: idOf("localhost"), choice })).toEqual([
    "paddock.service.owner",
    choice,
  ]);
  expect(ownerSetting(withList("no list"), { host: idOf("localhost"), choice: undefined })).toEqual([
    "paddock.service.owner",
    undefined,
  ]);
});

it("the owner of a listed host is written in its entry, and nothing else changes", () => {
  const [box, lab] = HOSTS;
  expect(ownerSetting(withList(HOSTS), { host: idOf("box:1"), choice })).toEqual([
    "paddock.hosts",
    [{ address: "box:1", owner: choice }, lab],
  ]);
  expect(ownerSetting(withList(HOSTS), { host: idOf("http://lab:11434"), choice: undefined })).toEqual([
    "paddock.hosts",
    [box, { name: "lab", address: "http://lab:11434", caFile: "/ca.pem" }],
  ]);
});

it("an entry that repeats the first host is not the first host", () => {
  expect(ownerSetting(withList(["127.0.0.1", "box:1"]), { host: idOf("127.0.0.1"), choice })).toEqual([
    "paddock.service.owner",
    choice,
  ]);
});
