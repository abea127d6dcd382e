import { expect, it } from "vitest";
import { noHistory } from "../activity/memory-history.ts";
import { misconfiguredHostId } from "../hosts/host.ts";
import { given } from "../testing/index.ts";
import { dashboardView } from "../ui/index.ts";

const host = misconfiguredHostId("paddock.host");
const invalid = {
  type: "service.misconfigured",
  host,
  setting: "paddock.host",
  text: "x y",
  problem: "bad-host",
} as const;
const view = dashboardView(given(invalid).state, 0, {
  log: { kind: "elsewhere" },
  activity: { log: { kind: "elsewhere" }, memory: noHistory },
  disk: { kind: "out-of-reach" },
});
const text = "The host is not valid.";
const labels = (actions: readonly { readonly label: string }[] = []) => actions.map(({ label }) => label);

it("each tab says that the host is not valid, and offers its setting", () => {
  const { activity, serviceTab, disk } = view;
  expect([activity?.why, serviceTab?.log.why, disk?.why]).toEqual([text, text, text]);
  for (const actions of [activity?.actions, serviceTab?.log.actions, disk?.actions])
    expect(labels(actions)).toEqual(["Open Host Setting"]);
});

it("no tab says what is not so", () => {
  expect(view.serviceTab?.owner.rows).toMatchObject([{ key: "owner", value: text }]);
  expect(JSON.stringify(view)).not.toMatch(/finding out|is not running|container/);
});
