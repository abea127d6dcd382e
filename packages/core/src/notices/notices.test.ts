import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { given, modelName } from "../testing/index.ts";
import { parseDownloadId } from "../downloads/download-id.ts";

const id = parseDownloadId("d1")!;
const requested = { type: "download.requested", host, id, model: modelName("tiny") } as const;
const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;

describe("the end of a download", () => {
  it("creates a notice", () => {
    const { notices } = given(requested, failed).state.facts;
    expect(notices).toMatchObject([{ number: 2, about: { kind: "download-failed", model: "tiny:latest" } }]);
  });

  it("creates only one notice, even if later events report an end again", () => {
    const before = given(requested, failed).state.facts.notices;
    for (const late of [failed, { type: "download.completed", host, id } as const])
      expect(given(requested, failed, late).state.facts.notices).toEqual(before);
  });
});
