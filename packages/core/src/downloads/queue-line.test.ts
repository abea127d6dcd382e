import { expect, it } from "vitest";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { dashboardView } from "../ui/index.ts";
import { parseDownloadId } from "./download-id.ts";

const requested = (name: string) =>
  ({ type: "download.requested", host, id: parseDownloadId(name)!, model: modelName(name) }) as const;
const failed = {
  type: "download.failed",
  host,
  id: parseDownloadId("full")!,
  failure: { kind: "disk-full" },
} as const;
const lineAfter = (...names: readonly string[]) =>
  dashboardView(given(pointed, running, ...names.map(requested), requested("full"), failed).state, 0)
    .downloadsTab.queueLine;

it("the line about the queue begins with what has failed", () => {
  expect(lineAfter("one", "two", "three")).toMatchObject({
    text: "1 failed · 3 in the queue",
    first: { stage: "failed" },
  });
});

it("the line does not call a queue empty in which a download has failed", () => {
  expect(lineAfter()).toMatchObject({ text: "1 failed", first: { stage: "failed" } });
});
