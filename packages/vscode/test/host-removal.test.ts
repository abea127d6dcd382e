import { expect, it } from "vitest";
import { removalOf } from "../src/activation/host-removal.ts";

const BOX = { name: "box", address: "box:1" };

const removed = (name: string, hosts: unknown) => removalOf({ host: "gpu:1", hosts }, undefined, name);

it("a host takes its request headers with it", () => {
  expect(removed("box", [BOX, "lab"])).toEqual({ entries: ["lab"], origin: "http://box:1" });
});

it("an entry that repeats the first host leaves that one's request headers", () => {
  expect(removed("again", [{ name: "again", address: "gpu:1" }, BOX])).toEqual({ entries: [BOX] });
});

it("request headers that another entry needs are kept", () => {
  const again = { name: "box again", address: "http://box:1/" };
  expect(removed("box", [BOX, again])).toEqual({ entries: [again] });
  expect(removed("box again", [BOX, again])).toEqual({ entries: [BOX] });
});
