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

it("the owner of the first host has a setting of its own", () => {
  expect(ownerSetting(HOSTS, idOf("localhost"), choice)).toEqual(["paddock.service.owner", choice]);
  expect(ownerSetting("no list", idOf("localhost"), undefined)).toEqual(["paddock.service.owner", undefined]);
});

it("the owner of a listed host is written in its entry, and nothing else changes", () => {
  const [box, lab] = HOSTS;
  expect(ownerSetting(HOSTS, idOf("box:1"), choice)).toEqual([
    "paddock.hosts",
    [{ address: "box:1", owner: choice }, lab],
  ]);
  expect(ownerSetting(HOSTS, idOf("http://lab:11434"), undefined)).toEqual([
    "paddock.hosts",
    [box, { name: "lab", address: "http://lab:11434", caFile: "/ca.pem" }],
  ]);
});
