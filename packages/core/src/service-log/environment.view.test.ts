import { expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/given.ts";
import { nothingDescribed } from "./description.ts";
import { environmentView } from "./environment.view.ts";

const KEEP = "OLLAMA_KEEP_ALIVE";
const file = "/etc/systemd/system/ollama.service.d/override.conf";
const settings = [
  { name: "OLLAMA_DEBUG", value: "DEBUG" },
  { name: KEEP, value: "10m0s" },
];

it("says where a variable is set: in a file of its unit, or in Paddock's settings", () => {
  const sourcesAfter = (...events: readonly AppEvent[]) =>
    environmentView(given(pointed, running, ...events).state, { ...nothingDescribed, settings }, [
      { name: KEEP, file, line: 3 },
    ]).differing.map(({ source }) => source);
  expect(sourcesAfter()).toEqual([null, { text: "override.conf, line 3", title: `${file}, line 3` }]);
  const process = { pid: 7, startedAt: "1", executable: "/usr/bin/ollama" };
  const ours = [
    { type: "service.owned", host, owner: { kind: "paddock", process } },
    { type: "environment.started-with", host, process, variables: [{ name: KEEP, value: "10m" }] },
  ] as const;
  expect(sourcesAfter(...ours)).toEqual([null, expect.objectContaining({ text: "Paddock's settings" })]);
});
